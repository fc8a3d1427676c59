package dev.factstream.scorer.service;

import dev.factstream.infra.fixture.KafkaFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The records of a topic that a read-committed consumer has seen so far; every call reads on. */
final class CommittedRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    CommittedRecords(KafkaFixture kafka, String topic) {
        consumer = new KafkaConsumer<>(kafka.clients().consumer("test-reader"));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    int count() {
        return records().size();
    }

    /** As {@link #count}, after reading until no more records arrive. */
    int countAll() {
        for (int before = -1; before < records.size(); ) {
            before = records.size();
            records();
        }
        return records.size();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
