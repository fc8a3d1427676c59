package dev.factstream.schemas.topics;

import dev.factstream.schemas.Check;
import java.util.Map;
import java.util.Objects;

/**
 * What a topic has to be.
 *
 * @param name without prefix
 * @param key what its records are keyed by
 * @param partitions when nothing else is asked for
 * @param cleanup {@code cleanup.policy}: {@code delete} or {@code compact}
 * @param config further topic configuration, beside the cleanup policy
 * @param doc what it carries, in one sentence
 */
public record TopicSpec(
        String name, String key, int partitions, String cleanup, Map<String, String> config, String doc) {
    public TopicSpec {
        Check.text(name, "name");
        Check.text(key, "key");
        Check.positive(partitions, "partitions");
        Check.text(cleanup, "cleanup");
        config = Map.copyOf(Objects.requireNonNull(config, "config"));
        Check.text(doc, "doc");
    }
}
