package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** What the state of a Kafka Streams application says of its role. */
final class StreamsHealth {
    private StreamsHealth() {}

    /** The failure that has ended it; empty while it can still work. */
    static Optional<Failure> failure(KafkaStreams.State state) {
        return state == KafkaStreams.State.ERROR
                ? Optional.of(Failure.internal("it gave up after repeated failures; the log says which"))
                : Optional.empty();
    }

    /** Why it does not work now; empty when it does. */
    static Optional<String> unready(KafkaStreams.State state) {
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("is " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
