package dev.factstream.schemas.settings;

import dev.factstream.schemas.topics.TopicNames;
import java.util.List;

/** The settings every role has. */
public final class CommonSettings {
    public static final Setting<String> TOPICS_PREFIX = Setting.text(
            "topics.prefix",
            "",
            "Begins the names of topics, groups and transactional ids, so that runs share a cluster.");

    public static final List<Setting<?>> KEYS = List.of(TOPICS_PREFIX);

    private CommonSettings() {}

    /** The names under the configured prefix. */
    public static TopicNames topicNames(Settings settings) {
        return new TopicNames(settings.get(TOPICS_PREFIX));
    }
}
