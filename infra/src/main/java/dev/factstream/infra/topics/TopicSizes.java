package dev.factstream.infra.topics;

import dev.factstream.schemas.topics.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Measures topics on the brokers, without reading them. Stateless. */
public final class TopicSizes {
    private TopicSizes() {}

    /**
     * Returns the sizes of the topics under a prefix, those of Kafka Streams included, in order of their names. Without a prefix these are
     * all topics of the cluster except for Kafka's internal ones.
     *
     * @throws TopicException if the brokers do not report them
     */
    public static List<TopicSize> read(Admin admin, TopicNames names) throws InterruptedException {
        String begin = names.prefix().isEmpty() ? "" : names.prefix() + ".";
        try {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(begin))
                    .sorted()
                    .toList();
            Map<String, TopicDescription> described =
                    admin.describeTopics(topics).allTopicNames().get();
            List<TopicPartition> partitions = described.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            Map<TopicPartition, Long> bytes = bytes(admin);
            Map<TopicPartition, Long> begins = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
            return topics.stream()
                    .map(topic -> size(topic, partitions, bytes, begins, ends))
                    .toList();
        } catch (ExecutionException e) {
            throw new TopicException(
                    "the brokers do not report the sizes of the topics: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private static TopicSize size(
            String topic,
            List<TopicPartition> all,
            Map<TopicPartition, Long> bytes,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        List<TopicPartition> own = all.stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        return new TopicSize(
                topic,
                own.size(),
                own.stream()
                        .mapToLong(partition -> bytes.getOrDefault(partition, 0L))
                        .sum(),
                own.stream()
                        .mapToLong(partition -> ends.get(partition) - begins.get(partition))
                        .sum());
    }

    /** Replicas differ by what followers have not fetched or deleted yet, so the largest one counts. */
    private static Map<TopicPartition, Long> bytes(Admin admin) throws ExecutionException, InterruptedException {
        Collection<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<TopicPartition, Long> bytes = new HashMap<>();
        admin.describeLogDirs(brokers)
                .allDescriptions()
                .get()
                .values()
                .forEach(dirs -> dirs.values()
                        .forEach(dir -> dir.replicaInfos()
                                .forEach((partition, replica) -> bytes.merge(partition, replica.size(), Math::max))));
        return bytes;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, any -> which)))
                .all()
                .get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
