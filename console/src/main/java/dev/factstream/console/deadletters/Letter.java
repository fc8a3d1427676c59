package dev.factstream.console.deadletters;

import dev.factstream.schemas.deadletter.BuriedRecord;
import dev.factstream.schemas.deadletter.DeadLetter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter as it lies on its topic. */
record Letter(LetterAddress address, Instant writtenAt, BuriedRecord buried) {
    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                new LetterAddress(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                new BuriedRecord(record.key(), record.value(), record.headers()));
    }

    DeadLetter why() {
        return buried.why();
    }

    /** For a list: address, when, who gave up, where the record came from, which rollout or ticket, why. */
    String line() {
        return "%s  %s  %-7s  %s  %s  %s"
                .formatted(
                        address,
                        writtenAt.truncatedTo(ChronoUnit.SECONDS),
                        why().stage(),
                        buried.source().orElse("-"),
                        why().rolloutId().or(why()::ticketId).orElse("-"),
                        why().reason());
    }
}
