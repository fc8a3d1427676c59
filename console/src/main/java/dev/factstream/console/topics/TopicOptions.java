package dev.factstream.console.topics;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.PictureSettings;
import dev.factstream.runtime.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that override the topic catalogue for a cluster. */
final class TopicOptions {
    @Option(
            names = "--partitions",
            paramLabel = "TOPIC=N",
            description =
                    "Partitions of a topic (name without prefix); repeatable. facts and rollouts must have the same number.")
    private Map<String, Integer> partitions = new LinkedHashMap<>();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Replicas of each topic (default: the brokers' default).")
    private short replicationFactor;

    TopicOverrides overrides(Settings settings) {
        try {
            return new TopicOverrides(
                    partitions,
                    replicationFactor,
                    settings.bind(PictureSettings.class).largest());
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, "--partitions: " + e.getMessage(), e);
        }
    }
}
