package dev.factstream.learner;

import dev.factstream.learner.checkpoint.AvailableCheckpoints;
import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.learner.replay.VersionReplayer;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replays versions of a run from its ledger and its log, with the settings that the ledger stores. It only reads, and
 * may run beside a learner. Thread-safe.
 */
public final class RunReplay {

    private final VersionHistory history;
    private final Settings given;
    private final KafkaClients clients;
    private final TopicNames names;

    /** @param given overrides of paths, see {@link RecordedSettings}; {@code learner.dir} contains the checkpoints */
    public RunReplay(VersionHistory history, Settings given, KafkaClients clients, TopicNames names) {
        this.history = history;
        this.given = given;
        this.clients = clients;
        this.names = names;
    }

    /**
     * Replays versions, starting from the nearest checkpoint.
     *
     * @param model the policy's base; the caller closes it
     * @param from a version after the first version of the run
     * @param listener called with every replayed version
     * @return whether all versions are equal to the recorded ones, bit for bit
     */
    public boolean fromCheckpoints(VisionLanguageModel model, int from, int to, Consumer<VersionComparison> listener) {
        Settings settings = new RecordedSettings(given).of(history.summaryOf(to));
        return run(
                model,
                Optional.of(new AvailableCheckpoints(
                        settings.bind(LearnerFolders.class).dir().resolve(CHECKPOINTS), history)),
                from,
                to,
                listener);
    }

    /** Replays versions, starting from the first version of the run and ignoring checkpoints. */
    public boolean fromFirstVersion(VisionLanguageModel model, int from, int to, Consumer<VersionComparison> listener) {
        return run(model, Optional.empty(), from, to, listener);
    }

    /** Folder of the checkpoints below {@code learner.dir}. */
    public static final String CHECKPOINTS = "checkpoints";

    private boolean run(
            VisionLanguageModel model,
            Optional<AvailableCheckpoints> checkpoints,
            int from,
            int to,
            Consumer<VersionComparison> listener) {
        RecordedSettings recorded = new RecordedSettings(given);
        try (FrozenModels models =
                recorded.of(history.summaryOf(to)).bind(LearnerFolders.class).load(model, PictureFetcher.of(given))) {
            RecordedSettings.requireSameModels(history.summaryOf(to), models);
            try (LedgerInputReader inputs = new LedgerInputReader(clients, names);
                    VersionReplayer replayer = new VersionReplayer(
                            history, checkpoints, inputs, models, recorded::trainingConfig, listener)) {
                return replayer.replay(from, to);
            }
        }
    }
}
