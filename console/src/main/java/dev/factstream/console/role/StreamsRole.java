package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Runs a Kafka Streams application as a role. */
abstract class StreamsRole implements Role {
    private final String name;
    private final Supplier<KafkaStreams.State> state;
    private final Supplier<Duration> sincePoll;
    private final Predicate<Duration> closing;

    /**
     * @param sincePoll the longest time since one of its threads polled for records
     * @param closing closes the application; returns whether it finished in time
     */
    StreamsRole(
            String name,
            Supplier<KafkaStreams.State> state,
            Supplier<Duration> sincePoll,
            Predicate<Duration> closing) {
        this.name = name;
        this.state = state;
        this.sincePoll = sincePoll;
        this.closing = closing;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Failure> failure() {
        return state.get() == KafkaStreams.State.ERROR
                ? Optional.of(Failure.internal("it gave up after repeated failures; see the log"))
                : Optional.empty();
    }

    @Override
    public Optional<String> unready() {
        KafkaStreams.State now = state.get();
        return now == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("is " + now.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return Silence.describe("poll for records", sincePoll.get(), patience);
    }

    @Override
    public boolean close(Duration timeout) {
        return closing.test(timeout);
    }
}
