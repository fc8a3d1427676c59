package dev.factstream.runtime.settings;

import dev.factstream.schemas.topics.TopicNames;
import java.util.List;

/** The settings of every role. */
public final class CommonSettings {
    public static final Setting<String> TOPICS_PREFIX = Setting.text(
            "topics.prefix", "", "Prefix of topics, groups and transactional ids; lets several runs share a cluster.");

    public static final List<Setting<?>> KEYS = List.of(TOPICS_PREFIX);

    private CommonSettings() {}

    /** Returns the names under the configured prefix. */
    public static TopicNames topicNames(Settings settings) {
        return new TopicNames(settings.get(TOPICS_PREFIX));
    }
}
