package dev.factstream.runtime.settings;

import dev.factstream.schemas.topics.TopicNames;

/**
 * The settings of every role.
 *
 * @param topicsPrefix prefix of topics, groups and transactional ids
 * @param pictures bounds of the pictures in records
 * @param ports limits and TLS of the HTTP ports
 */
public record CommonSettings(
        @Setting(
                key = "topics.prefix",
                doc = "Prefix of topics, groups and transactional ids; lets several runs share a cluster.")
        String topicsPrefix,

        PictureSettings pictures,
        PortSettings ports) {
    /** @throws IllegalArgumentException if the prefix cannot be a part of a topic's name */
    public CommonSettings {
        new TopicNames(topicsPrefix);
    }

    /** Returns the names under the configured prefix. */
    public static TopicNames topicNames(Settings settings) {
        return new TopicNames(settings.bind(CommonSettings.class).topicsPrefix());
    }
}
