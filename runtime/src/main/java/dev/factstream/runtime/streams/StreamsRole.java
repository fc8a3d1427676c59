package dev.factstream.runtime.streams;

import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.StallCheck;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Runs a Kafka Streams application as a role. */
public abstract class StreamsRole implements Role {
    private final String name;
    private final List<AccessRight> access;
    private final Supplier<KafkaStreams.State> state;
    private final Supplier<Duration> sincePoll;
    private final Supplier<Optional<String>> upgrade;
    private final Predicate<Duration> closing;

    /**
     * @param access the rights that it needs
     * @param sincePoll the longest time since one of its threads polled for records
     * @param upgrade why it takes no more records until it is upgraded
     * @param closing closes the application; returns whether it finished in time
     */
    public StreamsRole(
            String name,
            List<AccessRight> access,
            Supplier<KafkaStreams.State> state,
            Supplier<Duration> sincePoll,
            Supplier<Optional<String>> upgrade,
            Predicate<Duration> closing) {
        this.name = name;
        this.access = access;
        this.state = state;
        this.sincePoll = sincePoll;
        this.upgrade = upgrade;
        this.closing = closing;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Throwable> failure() {
        return state.get() == KafkaStreams.State.ERROR && upgrade.get().isEmpty()
                ? Optional.of(
                        new UserFacingException(ExitCode.INTERNAL, "it gave up after repeated failures; see the log"))
                : Optional.empty();
    }

    @Override
    public List<AccessRight> access() {
        return access;
    }

    @Override
    public Optional<String> unready() {
        if (upgrade.get().isPresent()) {
            return upgrade.get();
        }
        KafkaStreams.State now = state.get();
        return now == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("is " + now.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return upgrade.get().isPresent()
                ? Optional.empty()
                : StallCheck.describe("poll for records", sincePoll.get(), patience);
    }

    @Override
    public boolean close(Duration timeout) {
        return closing.test(timeout);
    }
}
