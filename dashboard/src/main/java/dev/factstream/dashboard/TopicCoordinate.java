package dev.factstream.dashboard;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats the position of a record as {@code topic-partition@offset}. */
final class TopicCoordinate {
    private TopicCoordinate() {}

    static String of(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
