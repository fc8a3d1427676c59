package dev.factstream.infra.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads and changes the topics and the configuration of a cluster; failures have a message of one line. */
final class TopicAdmin {
    private final Admin admin;

    TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Returns the partition counts of the topics in {@code names} that exist. */
    Map<String, Integer> partitions(Collection<String> names) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, description) -> get(description, "describe topic " + name)
                        .ifPresent(
                                topic -> partitions.put(name, topic.partitions().size())));
        return partitions;
    }

    /** Returns the effective configuration of each existing resource; groups always exist. */
    Map<ConfigResource, Config> configs(Collection<ConfigResource> resources) {
        Map<ConfigResource, Config> configs = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, config) -> get(config, "read the configuration of " + resource.name())
                        .ifPresent(found -> configs.put(resource, found)));
        return configs;
    }

    /** Returns the existing share groups whose names begin with {@code prefix}. */
    List<String> shareGroups(String prefix) {
        return get(admin.listGroups(ListGroupsOptions.forShareGroups()).all(), "list the share groups").stream()
                .flatMap(Collection::stream)
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(prefix))
                .sorted()
                .toList();
    }

    void create(Collection<NewTopic> topics) {
        get(admin.createTopics(topics).all(), "create the topics");
    }

    void set(Map<ConfigResource, Map<String, String>> values) {
        Map<ConfigResource, Collection<AlterConfigOp>> operations = new HashMap<>();
        values.forEach((resource, config) -> operations.put(
                resource,
                config.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        get(admin.incrementalAlterConfigs(operations).all(), "set the configuration");
    }

    /** Waits for the result; empty if the topic does not exist. */
    private static <T> Optional<T> get(KafkaFuture<T> future, String what) {
        try {
            return Optional.ofNullable(future.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new TopicException("cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while trying to " + what, e);
        }
    }
}
