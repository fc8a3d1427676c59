package dev.factstream.console.dashboard;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record lies, for people. */
final class TopicCoordinate {
    private TopicCoordinate() {}

    static String of(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
