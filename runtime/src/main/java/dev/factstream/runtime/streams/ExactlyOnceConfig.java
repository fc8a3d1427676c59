package dev.factstream.runtime.streams;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration that every Streams application of FactStream starts from: the pass-through settings of the user,
 * overridden by those that exactly-once processing depends on.
 *
 * @param role names the application, its group and its clients under the prefix of the topics
 * @param instanceId of a static member of the group, which keeps its partitions over a restart
 */
public record ExactlyOnceConfig(String role, Optional<String> instanceId, Duration commitInterval, Path stateDir) {
    private static final String SESSION_TIMEOUT_MILLIS = "10000";

    /** Returns new properties, which the application completes. */
    public Properties properties(KafkaClients clients, TopicNames names, UnhandledRecords unhandled) {
        Properties properties = new Properties();
        // the partitions of a dead instance stay unprocessed for that long; heartbeats are sent by a separate thread
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        String group = names.group(role);
        properties.putAll(clients.streams(instanceId.map(id -> group + "-" + id).orElse(group)));

        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, names.applicationId(role));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.putAll(unhandled.properties());
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        instanceId.ifPresent(
                id -> properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        return properties;
    }
}
