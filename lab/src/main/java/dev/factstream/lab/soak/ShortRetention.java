package dev.factstream.lab.soak;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The retention of a soak: segments so small that each topic rolls many of them, deletion by size instead of age, so that the disk
 * does not depend on the pace, and a cleaner that compacts at once. The ledger is kept forever, as in the catalogue.
 */
final class ShortRetention {
    static final int SEGMENT_BYTES = 1 << 20;
    static final int RETENTION_BYTES = 2 << 20;

    /** The bytes of a partition: what is kept, and the segment that is being written. Compacted topics of a soak are smaller. */
    static final long MOST_BYTES = RETENTION_BYTES + SEGMENT_BYTES;

    private static final int SEGMENT_MILLIS = 10_000;
    private static final int CHECK_MILLIS = 2_000;

    private ShortRetention() {}

    /** Returns the properties of the broker, which hold for the topics of Kafka and of Kafka Streams too. */
    static Map<String, String> brokerProperties() {
        String segment = Integer.toString(SEGMENT_BYTES);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("log.segment.bytes", segment);
        properties.put("log.roll.ms", Integer.toString(SEGMENT_MILLIS));
        properties.put("log.retention.check.interval.ms", Integer.toString(CHECK_MILLIS));
        properties.put("log.cleaner.max.compaction.lag.ms", Integer.toString(2 * SEGMENT_MILLIS));
        properties.put("log.cleaner.backoff.ms", Integer.toString(CHECK_MILLIS));
        properties.put("log.segment.delete.delay.ms", Integer.toString(CHECK_MILLIS));
        properties.put("offsets.topic.segment.bytes", segment);
        properties.put("transaction.state.log.segment.bytes", segment);
        properties.put("share.coordinator.state.topic.segment.bytes", segment);
        properties.put("metadata.log.segment.bytes", Integer.toString(8 * SEGMENT_BYTES));
        return properties;
    }

    /** Changes the existing topics of the catalogue. */
    static void apply(KafkaClients clients, TopicNames names) throws InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
        for (TopicSpec spec : TopicCatalogue.topics()) {
            List<AlterConfigOp> config = new ArrayList<>();
            config.add(set("segment.bytes", SEGMENT_BYTES));
            config.add(set("segment.ms", SEGMENT_MILLIS));
            config.add(set("delete.retention.ms", CHECK_MILLIS));
            if (isDeletedBySize(spec)) {
                config.add(set("retention.bytes", RETENTION_BYTES));
            }
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, names.topic(spec.name())), config);
        }
        try (Admin admin = Admin.create(clients.admin("factstream-soak-topics"))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics of the soak cannot be configured: " + e.getMessage(), e);
        }
    }

    /** Whether retention limits the size of the topic. */
    static boolean isDeletedBySize(TopicSpec spec) {
        return spec.cleanup().contains("delete") && !spec.name().equals(TopicCatalogue.TRAINING_LEDGER);
    }

    private static AlterConfigOp set(String key, int value) {
        return new AlterConfigOp(new ConfigEntry(key, Integer.toString(value)), AlterConfigOp.OpType.SET);
    }
}
