package dev.factstream.scorer.rescore;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.topics.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topic for the scores of a rescoring: configured like scored-rollouts, and required to be empty. */
public final class RescoreTopic {
    private RescoreTopic() {}

    /**
     * Creates the topic if it does not exist.
     *
     * @throws UserFacingException if the topic belongs to the stream or has records
     */
    public static void prepare(Admin admin, TopicNames names, String topic) {
        if (TopicCatalogue.topics().stream()
                .map(TopicSpec::name)
                .map(names::topic)
                .anyMatch(topic::equals)) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--to-topic " + topic + " is a topic of the stream; name another topic");
        }
        try {
            if (!admin.listTopics().names().get().contains(topic)) {
                create(admin, names, topic);
            } else if (hasRecords(admin, topic)) {
                throw new UserFacingException(
                        ExitCode.IN_USE, "--to-topic " + topic + " has records already; name another topic");
            }
        } catch (ExecutionException e) {
            throw new UserFacingException(
                    ExitCode.UNAVAILABLE,
                    "cannot create the topic " + topic + ": " + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private static void create(Admin admin, TopicNames names, String topic)
            throws ExecutionException, InterruptedException {
        TopicSpec spec = TopicCatalogue.topic(TopicCatalogue.SCORED_ROLLOUTS);
        int partitions = describe(admin, names.scoredRollouts()).partitions().size();
        Map<String, String> config = new HashMap<>(spec.config());
        config.put("cleanup.policy", spec.cleanup());
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                .all()
                .get();
    }

    private static boolean hasRecords(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = describe(admin, topic).partitions().stream()
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .anyMatch(end -> end > 0);
    }

    private static TopicDescription describe(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }
}
