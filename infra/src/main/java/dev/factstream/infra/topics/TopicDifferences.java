package dev.factstream.infra.topics;

import dev.factstream.schemas.topics.ActorShareGroupConfig;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The differences between a cluster and the catalogue.
 *
 * @param missing topics that do not exist
 * @param partitions one line per topic, or pair of joined topics, with a wrong number of partitions
 * @param configs differing values of existing topics and of existing share groups of actors
 */
record TopicDifferences(List<NewTopic> missing, List<String> partitions, List<ConfigDifference> configs) {
    static TopicDifferences of(TopicAdmin cluster, TopicNames names, TopicOverrides overrides) {
        List<String> wanted = TopicCatalogue.topics().stream()
                .map(spec -> names.topic(spec.name()))
                .toList();
        Map<String, Integer> existing = cluster.partitions(wanted);
        return new TopicDifferences(
                missing(existing, names, overrides),
                partitions(existing, names, overrides),
                configs(cluster, existing, names, overrides));
    }

    /** Returns one line per difference. */
    List<String> lines() {
        return Stream.of(
                        missing.stream().map(topic -> "topic " + topic.name() + " is missing"),
                        partitions.stream(),
                        configs.stream().map(ConfigDifference::describe))
                .flatMap(lines -> lines)
                .toList();
    }

    private static List<NewTopic> missing(Map<String, Integer> existing, TopicNames names, TopicOverrides overrides) {
        return TopicCatalogue.topics().stream()
                .filter(spec -> !existing.containsKey(names.topic(spec.name())))
                .map(spec -> new NewTopic(
                                names.topic(spec.name()), overrides.partitions(spec), overrides.replicationFactor())
                        .configs(overrides.config(spec)))
                .toList();
    }

    private static List<String> partitions(Map<String, Integer> existing, TopicNames names, TopicOverrides overrides) {
        List<String> lines = new ArrayList<>();
        for (TopicSpec spec : TopicCatalogue.topics()) {
            String name = names.topic(spec.name());
            Integer actual = existing.get(name);
            if (actual != null && actual != overrides.partitions(spec)) {
                lines.add("topic " + name + " has " + actual + " partitions, not " + overrides.partitions(spec));
            }
        }
        Integer facts = existing.get(names.facts());
        Integer rollouts = existing.get(names.rollouts());
        if (facts != null && rollouts != null && !facts.equals(rollouts)) {
            lines.add("topics " + names.facts() + " and " + names.rollouts() + " are joined but have " + facts + " and "
                    + rollouts + " partitions");
        }
        return lines;
    }

    private static List<ConfigDifference> configs(
            TopicAdmin cluster, Map<String, Integer> existing, TopicNames names, TopicOverrides overrides) {
        Map<ConfigResource, Map<String, String>> wanted = new HashMap<>();
        for (TopicSpec spec : TopicCatalogue.topics()) {
            String name = names.topic(spec.name());
            if (existing.containsKey(name)) {
                wanted.put(new ConfigResource(ConfigResource.Type.TOPIC, name), overrides.config(spec));
            }
        }
        for (String group : cluster.shareGroups(names.actorsGroups())) {
            wanted.put(new ConfigResource(ConfigResource.Type.GROUP, group), ActorShareGroupConfig.config());
        }

        Map<ConfigResource, Config> actual = cluster.configs(wanted.keySet());
        List<ConfigDifference> differences = new ArrayList<>();
        wanted.forEach((resource, config) -> config.forEach((key, value) -> {
            String found = Optional.ofNullable(actual.get(resource))
                    .map(entries -> entries.get(key))
                    .map(ConfigEntry::value)
                    .orElse("unset");
            if (!RetentionLimits.satisfied(key, found, value)) {
                differences.add(new ConfigDifference(resource, key, found, value));
            }
        }));
        differences.sort(null);
        return differences;
    }
}
