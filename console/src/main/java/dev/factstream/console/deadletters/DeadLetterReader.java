package dev.factstream.console.deadletters;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.RecordLookup;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the dead letters of a stream. Thread-safe. */
final class DeadLetterReader {
    private final KafkaClients clients;
    private final TopicNames names;

    DeadLetterReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** Passes all present dead letters to {@code reader}, oldest first in each partition. */
    void readAll(Consumer<DeadLetterView> reader) {
        new TopicScanner(clients).read(names.deadLetters(), record -> reader.accept(DeadLetterView.of(record)));
    }

    /**
     * Returns the dead letter at an address.
     *
     * @throws UserFacingException if there is none
     */
    DeadLetterView at(DeadLetterPosition address) {
        List<DeadLetterView> found = new ArrayList<>();
        try (RecordLookup lookup = new RecordLookup(clients.scanner("factstream-letters"), names.deadLetters())) {
            lookup.read(
                    address.partition(),
                    List.of(address.offset()),
                    record -> found.add(DeadLetterView.of(record)),
                    (offset, unreadable) -> {
                        throw unreadable;
                    });
        }
        return found.stream().findFirst().orElseThrow(() -> none(address));
    }

    private UserFacingException none(DeadLetterPosition address) {
        return new UserFacingException(
                ExitCode.NO_INPUT,
                "there is no dead letter at " + address + " of " + names.deadLetters()
                        + "; 'factstream dead-letters list' shows the addresses");
    }
}
