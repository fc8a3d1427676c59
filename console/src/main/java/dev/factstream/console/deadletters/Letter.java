package dev.factstream.console.deadletters;

import dev.factstream.schemas.deadletter.BuriedRecord;
import dev.factstream.schemas.deadletter.DeadLetter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter with its position on the topic. */
record Letter(LetterAddress address, Instant writtenAt, BuriedRecord record) {
    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                new LetterAddress(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                new BuriedRecord(record.key(), record.value(), record.headers()));
    }

    DeadLetter deadLetter() {
        return record.cause();
    }

    /** One line for a list: position, time, stage, source of the record, rollout or ticket, reason. */
    String line() {
        return "%s  %s  %-7s  %s  %s  %s"
                .formatted(
                        address,
                        writtenAt.truncatedTo(ChronoUnit.SECONDS),
                        deadLetter().stage(),
                        record.source().orElse("-"),
                        deadLetter().rolloutId().or(deadLetter()::ticketId).orElse("-"),
                        deadLetter().reason());
    }
}
