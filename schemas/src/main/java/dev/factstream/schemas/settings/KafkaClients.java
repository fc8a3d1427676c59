package dev.factstream.schemas.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The property maps that Kafka clients are made from: keys and values are {@code byte[]} everywhere, because a throwing
 * deserializer stalls a share consumer and poison must reach the dead letters.
 *
 * <p>Every map begins with {@code kafka.*}, then {@code kafka.producer.*} or {@code kafka.consumer.*}, passed through
 * untouched. What the stream's promises rest on is fixed: setting it to something else is a {@link SettingsException}.
 */
public final class KafkaClients {
    private static final String LONGEST_FETCH_MILLIS = "100";
    private static final String SCAN_FETCH_MILLIS = "5";
    private static final String BYTES_OUT = ByteArraySerializer.class.getName();
    private static final String BYTES_IN = ByteArrayDeserializer.class.getName();

    private final Settings settings;

    public KafkaClients(Settings settings) {
        this.settings = settings;
    }

    /** Clients of the cluster at {@code bootstrapServers}, with nothing else configured. */
    public static KafkaClients of(String bootstrapServers) {
        return new KafkaClients(Settings.of(List.of(), Map.of("kafka.bootstrap.servers", bootstrapServers)));
    }

    /** {@code kafka.bootstrap.servers}; {@code localhost:9092} when not given. */
    public String bootstrapServers() {
        return settings.startingWith("kafka.").getOrDefault("bootstrap.servers", "localhost:9092");
    }

    /** An administration client. */
    public Map<String, Object> admin(String clientId) {
        return common(clientId, "kafka.admin.");
    }

    /** An idempotent producer: acknowledged by all in-sync replicas, compressed with zstd. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> properties = common(clientId, "kafka.producer.");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        fix(properties, ProducerConfig.ACKS_CONFIG, "all");
        fix(properties, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        fix(properties, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BYTES_OUT);
        fix(properties, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BYTES_OUT);
        return properties;
    }

    /** A transactional producer; a second one with the same transactional id fences the first. */
    public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
        Map<String, Object> properties = producer(clientId);
        fix(properties, ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return properties;
    }

    /**
     * A consumer without a group, for {@code assign()}: committed records only, from the earliest. A consumer that is closed waits for the
     * fetch that is under way, which at the end of a topic takes {@code fetch.max.wait.ms}; so that is short.
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

    /** A {@link #consumer(String)} that reads what there is, waits for nothing more, and is closed. */
    public Map<String, Object> scanner(String clientId) {
        Map<String, Object> properties = consumer(clientId);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SCAN_FETCH_MILLIS);
        return properties;
    }

    /** A consumer in a group, which commits its offsets itself. */
    public Map<String, Object> consumer(String clientId, String groupId) {
        Map<String, Object> properties = consumer(clientId);
        fix(properties, ConsumerConfig.GROUP_ID_CONFIG, groupId);
        return properties;
    }

    /**
     * A share consumer (KIP-932): explicit acknowledgement, and never more records per poll than {@code maxPollRecords}.
     * Offset reset and isolation are configuration of the group, made by {@code topics apply}.
     */
    public Map<String, Object> shareConsumer(String clientId, String groupId, int maxPollRecords) {
        Map<String, Object> properties = bytesIn(clientId);
        fix(properties, ConsumerConfig.GROUP_ID_CONFIG, groupId);
        fix(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(maxPollRecords));
        fix(properties, ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        fix(properties, ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return properties;
    }

    /** The pass-through part of a Kafka Streams configuration; the application adds its own on top. */
    public Map<String, Object> streams(String clientId) {
        return common(clientId, "kafka.streams.");
    }

    private Map<String, Object> bytesIn(String clientId) {
        Map<String, Object> properties = common(clientId, "kafka.consumer.");
        fix(properties, ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES_IN);
        fix(properties, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES_IN);
        return properties;
    }

    private Map<String, Object> common(String clientId, String section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.startingWith("kafka.").forEach((key, value) -> {
            if (!key.matches("(admin|producer|consumer|streams)\\..*")) {
                properties.put(key, value);
            }
        });
        properties.putAll(settings.startingWith(section));
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return properties;
    }

    private static void fix(Map<String, Object> properties, String key, String value) {
        Object given = properties.put(key, value);
        if (given != null && !given.equals(value)) {
            throw new SettingsException("kafka setting " + key + " must stay " + value
                    + ", since the stream's promises rest on it; remove " + key + "=" + given);
        }
    }
}
