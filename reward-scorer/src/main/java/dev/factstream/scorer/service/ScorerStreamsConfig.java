package dev.factstream.scorer.service;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.ExactlyOnceConfig;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams configuration of a scorer: beyond what all applications share, time and memory that a batch may take. */
final class ScorerStreamsConfig {
    /** The role name of scorers on the cluster. */
    static final String ROLE = "scorer";

    private static final int SHORTEST_POLL_INTERVAL_MILLIS = 300_000;
    private static final int BATCHES_PER_POLL = 4;

    private ScorerStreamsConfig() {}

    static Properties of(Settings settings, ScorerSettings scorer, TopicNames names, UnhandledRecords unhandled) {
        Properties properties = new ExactlyOnceConfig(
                        ROLE, scorer.instanceId(), scorer.commitInterval(), scorer.stateDir())
                .properties(new KafkaClients(settings), names, unhandled);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, scorer.threads());
        // an idle thread blocks in poll for that long and checks only afterwards whether a batch is due
        properties.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, Math.min(100, scorer.batchLinger().toMillis() / 2)));
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(scorer.transactionTimeout().toMillis()));
        // a busy scorer may not poll for a quarter of the transaction timeout, its time budget; it counts as dead only
        // after twice the timeout
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                Math.toIntExact(Math.max(
                        SHORTEST_POLL_INTERVAL_MILLIS,
                        2 * scorer.transactionTimeout().toMillis())));
        // more records would only wait in the batch store, and so enter its changelog
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                BATCHES_PER_POLL * scorer.batchSize());
        // bounds memory: Streams' default of 1000 buffered records could take gigabytes if they are oversized
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BATCHES_PER_POLL * scorer.batchSize());
        return properties;
    }
}
