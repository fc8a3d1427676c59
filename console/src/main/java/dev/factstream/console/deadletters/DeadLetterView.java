package dev.factstream.console.deadletters;

import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter with its position on the topic. */
record DeadLetterView(DeadLetterPosition address, Instant writtenAt, DeadLetterRecord record) {
    static DeadLetterView of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetterView(
                new DeadLetterPosition(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                new DeadLetterRecord(record.key(), record.value(), record.headers()));
    }

    DeadLetterCause deadLetter() {
        return record.cause();
    }

    /** One line for a list: position, time, stage, source of the record, rollout or ticket, reason. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s  %s  %-7s  %s  %s  %s",
                address,
                writtenAt.truncatedTo(ChronoUnit.SECONDS),
                deadLetter().stage(),
                record.source().orElse("-"),
                deadLetter().rolloutId().or(deadLetter()::ticketId).orElse("-"),
                deadLetter().reason());
    }
}
