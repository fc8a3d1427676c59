package dev.factstream.scorer.service;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.NonNegativeTimestamps;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration of a scorer: the pass-through settings of the user, overridden by those that its guarantees
 * depend on.
 */
final class ScorerStreamsConfig {
    /** The role name of scorers on the cluster. */
    static final String ROLE = "scorer";

    private static final String SESSION_TIMEOUT_MILLIS = "10000";
    private static final int SHORTEST_POLL_INTERVAL_MILLIS = 300_000;
    private static final int BATCHES_PER_POLL = 4;

    private ScorerStreamsConfig() {}

    static Properties of(Settings settings, ScorerSettings scorer, TopicNames names, UnhandledRecords unhandled) {
        String clientId =
                scorer.instanceId().map(id -> names.group(ROLE) + "-" + id).orElse(names.group(ROLE));
        Properties properties = new Properties();
        // a dead scorer's partitions stay unprocessed for that long; heartbeats are sent by a separate thread
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        properties.putAll(new KafkaClients(settings).streams(clientId));

        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, names.applicationId(ROLE));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, scorer.commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, scorer.threads());
        // an idle thread blocks in poll for that long and checks only afterwards whether a batch is due
        properties.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, Math.min(100, scorer.batchLinger().toMillis() / 2)));
        properties.putAll(unhandled.properties());
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, scorer.stateDir().toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(scorer.transactionTimeout().toMillis()));
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
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
        scorer.instanceId()
                .ifPresent(id ->
                        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        return properties;
    }
}
