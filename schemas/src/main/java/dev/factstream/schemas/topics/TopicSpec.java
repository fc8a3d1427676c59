package dev.factstream.schemas.topics;

import dev.factstream.schemas.Check;
import java.util.Map;
import java.util.Objects;

/**
 * The specification of a topic.
 *
 * @param name without prefix
 * @param key content of the record keys
 * @param partitions default number of partitions
 * @param cleanup {@code cleanup.policy}: {@code delete}, {@code compact} or {@code compact,delete}
 * @param config further topic configuration, beside the cleanup policy
 * @param doc its content, in one sentence
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
