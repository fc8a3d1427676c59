package dev.factstream.infra.topics;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Creates and configures the topics, and configures the share groups of actors, as the catalogue specifies, and lists differences.
 * A topic may keep its records longer than the catalogue wants. Stateless.
 */
public final class TopicTool {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private TopicTool() {}

    /**
     * Creates missing topics, corrects configuration, and returns when every queried broker shows the changes; correct
     * topics stay untouched. The number of partitions of an existing topic is never changed, because later records of a
     * key would go to another partition.
     *
     * @return one line per change; empty if nothing had to change
     * @throws TopicException if a topic has a wrong number of partitions, before any change; or if the cluster rejects a
     *     change
     */
    public static List<String> apply(Admin admin, TopicNames names, TopicOverrides overrides) {
        TopicAdmin cluster = new TopicAdmin(admin);
        TopicDifferences comparison = TopicDifferences.of(cluster, names, overrides);
        if (!comparison.partitions().isEmpty()) {
            throw new TopicException(String.join("; ", comparison.partitions())
                    + ". Partitions of a keyed topic cannot be changed: choose another topics.prefix, or specify the"
                    + " existing number");
        }
        List<String> changes = new ArrayList<>();
        if (!comparison.missing().isEmpty()) {
            cluster.create(comparison.missing());
            comparison.missing().forEach(topic -> changes.add(created(topic)));
        }
        if (!comparison.configs().isEmpty()) {
            cluster.set(wanted(comparison.configs()));
            comparison.configs().forEach(change -> changes.add("set " + change.label() + " to " + change.wanted()));
        }
        if (!changes.isEmpty()) {
            awaitVisible(cluster, names, overrides);
        }
        return changes;
    }

    /** As {@link #apply(Admin, TopicNames, TopicOverrides)}, with an administration client of its own. */
    public static List<String> apply(KafkaClients clients, TopicNames names, TopicOverrides overrides) {
        try (Admin admin = Admin.create(clients.admin("factstream-topics"))) {
            return apply(admin, names, overrides);
        }
    }

    /** Returns one line per difference between the cluster and the catalogue; empty if there is none. */
    public static List<String> check(Admin admin, TopicNames names, TopicOverrides overrides) {
        return TopicDifferences.of(new TopicAdmin(admin), names, overrides).lines();
    }

    private static String created(NewTopic topic) {
        String partitions = topic.numPartitions() == 1 ? " partition" : " partitions";
        return "created " + topic.name() + " with " + topic.numPartitions() + partitions;
    }

    private static Map<ConfigResource, Map<String, String>> wanted(List<ConfigDifference> differences) {
        Map<ConfigResource, Map<String, String>> wanted = new HashMap<>();
        for (ConfigDifference difference : differences) {
            wanted.computeIfAbsent(difference.resource(), resource -> new TreeMap<>())
                    .put(difference.key(), difference.wanted());
        }
        return wanted;
    }

    /** Waits until brokers show the changes, which takes a moment after the controller has made them. */
    private static void awaitVisible(TopicAdmin cluster, TopicNames names, TopicOverrides overrides) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        List<String> differences =
                TopicDifferences.of(cluster, names, overrides).lines();
        while (!differences.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TopicException("the cluster accepted the changes but does not show them after "
                        + VISIBLE_WITHIN.toSeconds() + " s: " + String.join("; ", differences));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            differences = TopicDifferences.of(cluster, names, overrides).lines();
        }
    }
}
