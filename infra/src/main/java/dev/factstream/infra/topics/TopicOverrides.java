package dev.factstream.infra.topics;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicSpec;
import java.util.Map;

/**
 * An operator's deviations from the catalogue.
 *
 * @param partitions by topic name without prefix
 * @param replicationFactor of every topic; −1 leaves it to the brokers' {@code default.replication.factor}
 */
public record TopicOverrides(Map<String, Integer> partitions, short replicationFactor) {
    public TopicOverrides {
        partitions = Map.copyOf(partitions);
        partitions.forEach((topic, count) -> {
            TopicCatalogue.topic(topic);
            Check.positive(count, "partitions of " + topic);
        });
        int facts = partitions(partitions, TopicCatalogue.FACTS);
        int rollouts = partitions(partitions, TopicCatalogue.ROLLOUTS);
        if (facts != rollouts) {
            throw new TopicException("facts and rollouts are joined, so they need the same number of partitions, not "
                    + facts + " and " + rollouts);
        }
    }

    /** Returns overrides that leave the catalogue unchanged. */
    public static TopicOverrides none() {
        return new TopicOverrides(Map.of(), (short) -1);
    }

    int partitions(TopicSpec spec) {
        return partitions(partitions, spec.name());
    }

    private static int partitions(Map<String, Integer> partitions, String topic) {
        return partitions.getOrDefault(topic, TopicCatalogue.topic(topic).partitions());
    }
}
