package dev.factstream.runtime.kafka;

import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The property maps for creating Kafka clients. Keys and values are {@code byte[]} everywhere, because a throwing
 * deserializer stalls a share consumer, and malformed records must reach dead-letters.
 *
 * <p>Every map starts with {@code kafka.*}, then {@code kafka.producer.*} or {@code kafka.consumer.*}, passed through
 * unchanged. Properties that the delivery guarantees depend on are fixed: another value is a {@link SettingsException}.
 */
public final class KafkaClients {
    private static final String LONGEST_FETCH_MILLIS = "100";
    private static final String SCAN_FETCH_MILLIS = "5";
    private static final long SEND_BUFFER = 32 << 20; // the default of the producer
    private static final String BYTES_OUT = ByteArraySerializer.class.getName();
    private static final String BYTES_IN = ByteArrayDeserializer.class.getName();

    /** The largest message that any topic of the catalogue takes; the broker refuses what is too large for its topic. */
    private static final String LARGEST_REQUEST = Integer.toString(8 << 20);

    private final Settings settings;

    public KafkaClients(Settings settings) {
        this.settings = settings;
    }

    /** Returns clients of the cluster at {@code bootstrapServers}, without further configuration. */
    public static KafkaClients of(String bootstrapServers) {
        return new KafkaClients(Settings.of(CommonSettings.class, Map.of("kafka.bootstrap.servers", bootstrapServers)));
    }

    /** Returns {@code kafka.bootstrap.servers}; {@code localhost:9092} if it is not set. */
    public String bootstrapServers() {
        return settings.kafka().getOrDefault("bootstrap.servers", "localhost:9092");
    }

    /** Returns the properties of an administration client. */
    public Map<String, Object> admin(String clientId) {
        return common(clientId, "admin.");
    }

    /** Returns the properties of an idempotent producer: acknowledged by all in-sync replicas, compressed with zstd. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> properties = common(clientId, "producer.");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        fix(properties, ProducerConfig.ACKS_CONFIG, "all");
        fix(properties, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        fix(properties, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BYTES_OUT);
        fix(properties, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BYTES_OUT);
        return properties;
    }

    /**
     * Returns the properties of a {@link #producer(String)} of large records that are read one by one: each is a record batch, as a
     * broker delivers whole batches, and not compressed.
     *
     * @param largest bytes of the largest message
     */
    public Map<String, Object> largeRecordProducer(String clientId, int largest) {
        Map<String, Object> properties = producer(clientId);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(SEND_BUFFER, 2L * largest));
        return properties;
    }

    /** Returns the properties of a transactional producer; a second one with the same transactional id fences the first. */
    public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
        Map<String, Object> properties = producer(clientId);
        fix(properties, ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return properties;
    }

    /**
     * Returns the properties of a consumer without a group, for {@code assign()}: committed records only, from the earliest. Closing a
     * consumer waits for the fetch in progress, which takes {@code fetch.max.wait.ms} at the end of a topic; so that time is short.
     */
    public Map<String, Object> consumer(String clientId) {
        Map<String, Object> properties = bytesIn(clientId);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
        properties.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        fix(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        fix(properties, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        fix(properties, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return properties;
    }

    /** Returns the properties of a {@link #consumer(String)} that reads the existing records once and is closed. */
    public Map<String, Object> scanner(String clientId) {
        Map<String, Object> properties = consumer(clientId);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SCAN_FETCH_MILLIS);
        return properties;
    }

    /**
     * Returns the properties of a {@link #consumer(String)} that reads single records. A fetch delivers one record batch, as the limit
     * of its size is below that of any; and one record per poll keeps the consumer from fetching the next batch ahead.
     */
    public Map<String, Object> singleRecordConsumer(String clientId) {
        Map<String, Object> properties = consumer(clientId);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return properties;
    }

    /** Returns the properties of a consumer in a group, with auto-commit off. */
    public Map<String, Object> consumer(String clientId, String groupId) {
        Map<String, Object> properties = consumer(clientId);
        fix(properties, ConsumerConfig.GROUP_ID_CONFIG, groupId);
        return properties;
    }

    /**
     * Returns the properties of a share consumer (KIP-932): explicit acknowledgement, and at most {@code maxPollRecords}
     * records per poll. Offset reset and isolation level are configuration of the group, set by {@code topics apply}.
     */
    public Map<String, Object> shareConsumer(String clientId, String groupId, int maxPollRecords) {
        Map<String, Object> properties = bytesIn(clientId);
        fix(properties, ConsumerConfig.GROUP_ID_CONFIG, groupId);
        fix(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(maxPollRecords));
        fix(properties, ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        fix(properties, ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return properties;
    }

    /** Returns the pass-through part of a Kafka Streams configuration; the application adds its own properties. */
    public Map<String, Object> streams(String clientId) {
        return common(clientId, "streams.");
    }

    private Map<String, Object> bytesIn(String clientId) {
        Map<String, Object> properties = common(clientId, "consumer.");
        fix(properties, ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES_IN);
        fix(properties, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES_IN);
        return properties;
    }

    private Map<String, Object> common(String clientId, String section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> ofSection = new LinkedHashMap<>();
        settings.kafka().forEach((key, value) -> {
            if (key.startsWith(section)) {
                ofSection.put(key.substring(section.length()), value);
            } else if (!key.matches("(admin|producer|consumer|streams)\\..*")) {
                properties.put(key, value);
            }
        });
        properties.putAll(ofSection);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return properties;
    }

    private static void fix(Map<String, Object> properties, String key, String value) {
        Object given = properties.put(key, value);
        if (given != null && !given.equals(value)) {
            throw new SettingsException("kafka setting " + key + " must stay " + value
                    + ": delivery guarantees depend on it; remove " + key + "=" + given);
        }
    }
}
