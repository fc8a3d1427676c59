package dev.factstream.console.run;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.lab.stream.StoppedQuickstart;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Access to the topics of a cluster, or of a quickstart that is not running. Close it. */
public final class OpenTopics implements AutoCloseable {
    private final Optional<StoppedQuickstart> stream;
    private final Settings settings;

    private OpenTopics(Optional<StoppedQuickstart> stream, Settings settings) {
        this.stream = stream;
        this.settings = settings;
    }

    /** @param dir the folder of a quickstart; empty for the cluster of the settings */
    static OpenTopics open(Optional<Path> dir, SettingsOptions options) throws IOException, InterruptedException {
        if (dir.isEmpty()) {
            Settings settings = options.source().load(RoleSettings.CATALOGUE);
            ClusterConnector.connect(settings);
            return new OpenTopics(Optional.empty(), settings);
        }
        StoppedQuickstart stream = StoppedQuickstart.open(dir.get());
        try {
            Settings settings = options.source()
                    .load(
                            RoleSettings.CATALOGUE,
                            List.of(),
                            List.of(
                                    "kafka.bootstrap.servers=" + stream.bootstrapServers(),
                                    pair(LearnerFolders.DIR, stream.root())));
            return new OpenTopics(Optional.of(stream), settings);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The settings of the cluster and folders. */
    public Settings settings() {
        return settings;
    }

    public KafkaClients clients() {
        return new KafkaClients(settings);
    }

    public TopicNames names() {
        return CommonSettings.topicNames(settings);
    }

    @Override
    public void close() throws IOException {
        if (stream.isPresent()) {
            stream.get().close();
        }
    }
}
