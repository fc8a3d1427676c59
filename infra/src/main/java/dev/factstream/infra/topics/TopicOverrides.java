package dev.factstream.infra.topics;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicSpec;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator's deviations from the catalogue.
 *
 * @param partitions by topic name without prefix
 * @param replicationFactor of every topic; −1 leaves it to the brokers' {@code default.replication.factor}
 * @param largestPicture most bytes of a picture, {@code pictures.max.bytes}
 */
public record TopicOverrides(Map<String, Integer> partitions, short replicationFactor, int largestPicture) {
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

    /** As the canonical constructor, with the default of {@code pictures.max.bytes}. */
    public TopicOverrides(Map<String, Integer> partitions, short replicationFactor) {
        this(partitions, replicationFactor, TopicCatalogue.DEFAULT_LARGEST_PICTURE);
    }

    /** Returns overrides that leave the catalogue unchanged. */
    public static TopicOverrides none() {
        return new TopicOverrides(Map.of(), (short) -1);
    }

    /** Returns the whole configuration of a topic. */
    Map<String, String> config(TopicSpec spec) {
        Map<String, String> config = new TreeMap<>(spec.config());
        config.put("cleanup.policy", spec.cleanup());
        if (spec.name().equals(TopicCatalogue.PICTURES)) {
            config.put("max.message.bytes", Integer.toString(TopicCatalogue.pictureMessageBytes(largestPicture)));
        }
        return config;
    }

    int partitions(TopicSpec spec) {
        return partitions(partitions, spec.name());
    }

    private static int partitions(Map<String, Integer> partitions, String topic) {
        return partitions.getOrDefault(topic, TopicCatalogue.topic(topic).partitions());
    }
}
