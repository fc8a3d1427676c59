package dev.factstream.console.run;

import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/** Access to a run: the topics with its ledger, and the folder with its checkpoints. Close it. */
public final class OpenRun implements AutoCloseable {
    private final OpenTopics topics;
    private final VersionHistory history;

    private OpenRun(OpenTopics topics, VersionHistory history) {
        this.topics = topics;
        this.history = history;
    }

    static OpenRun open(OpenTopics topics, Optional<String> run) throws IOException {
        try {
            return new OpenRun(topics, history(topics.settings(), run));
        } catch (RuntimeException e) {
            topics.close();
            throw e;
        }
    }

    private static VersionHistory history(Settings settings, Optional<String> run) {
        KafkaClients clients = new KafkaClients(settings);
        TopicNames names = CommonSettings.topicNames(settings);
        SortedSet<String> runs = new LedgerReader(clients, names).runs();
        if (runs.size() > 1 && run.isEmpty()) {
            throw new UserFacingException(
                    ExitCode.USAGE, "the ledger has the runs " + String.join(", ", runs) + ": choose one with --run");
        }
        if (runs.isEmpty() || !runs.contains(run.orElse(runs.first()))) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    runs.isEmpty()
                            ? "the ledger is empty: no run has started"
                            : "the ledger has no run " + run.orElseThrow() + ", only " + String.join(", ", runs));
        }
        return VersionHistory.read(clients, names, run.orElse(runs.first()));
    }

    /** The settings of the cluster and folders. */
    public Settings settings() {
        return topics.settings();
    }

    public KafkaClients clients() {
        return topics.clients();
    }

    public TopicNames names() {
        return topics.names();
    }

    /** The versions recorded in the ledger; never empty. */
    public VersionHistory history() {
        return history;
    }

    /**
     * Checks that the run has a version.
     *
     * @throws UserFacingException naming the available versions
     */
    public void requireVersion(int version) {
        if (!history.has(version)) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "run " + history.summaryOf(history.first()).runId() + " has the versions " + history.first()
                            + " to " + history.newest() + ", not " + version);
        }
    }

    @Override
    public void close() throws IOException {
        topics.close();
    }
}
