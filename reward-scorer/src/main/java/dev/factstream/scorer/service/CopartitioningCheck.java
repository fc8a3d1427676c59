package dev.factstream.scorer.service;

import dev.factstream.schemas.topics.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Checks that facts and rollouts have the same number of partitions; otherwise rollouts and their facts would not meet. */
final class CopartitioningCheck {
    private CopartitioningCheck() {}

    /** @throws KafkaException with a one-line message, if a topic is missing or the counts differ */
    static void require(Admin admin, TopicNames names) {
        try {
            Map<String, TopicDescription> topics = admin.describeTopics(List.of(names.facts(), names.rollouts()))
                    .allTopicNames()
                    .get();
            int facts = topics.get(names.facts()).partitions().size();
            int rollouts = topics.get(names.rollouts()).partitions().size();
            if (facts != rollouts) {
                throw new KafkaException("Topic " + names.facts() + " has " + facts + " partitions, but "
                        + names.rollouts() + " has " + rollouts + "; they must be equal");
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot read the topics of the scorer; if they are missing, create them with 'factstream topics apply': "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading the topics of the scorer", e);
        }
    }
}
