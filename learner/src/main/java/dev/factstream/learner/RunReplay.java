package dev.factstream.learner;

import dev.factstream.learner.checkpoint.KeptCheckpoints;
import dev.factstream.learner.ledger.InputReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.replay.Replayer;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run made again from its ledger and its log, with the settings that the ledger keeps. It only reads, and may do so
 * beside a running learner. Thread-safe.
 */
public final class RunReplay {

    private final VersionHistory history;
    private final Settings given;
    private final KafkaClients clients;
    private final TopicNames names;

    /** @param given where folders lie here, see {@link RecordedSettings}; {@code learner.dir} has the checkpoints */
    public RunReplay(VersionHistory history, Settings given, KafkaClients clients, TopicNames names) {
        this.history = history;
        this.given = given;
        this.clients = clients;
        this.names = names;
    }

    /**
     * Makes versions again, from the nearest checkpoint on.
     *
     * @param model the policy's base; stays the caller's
     * @param from above the version that the run began with
     * @param listener told of every version that was made again
     * @return whether all are what they were, bit for bit
     */
    public boolean fromCheckpoints(VisionLanguageModel model, int from, int to, Consumer<VersionComparison> listener) {
        Settings settings = new RecordedSettings(given).of(history.made(to));
        return run(
                model,
                Optional.of(
                        new KeptCheckpoints(settings.get(LearnerSettings.DIR).resolve(CHECKPOINTS), history)),
                from,
                to,
                listener);
    }

    /** The same from the very beginning, whatever checkpoints there are. */
    public boolean fromTheBeginning(VisionLanguageModel model, int from, int to, Consumer<VersionComparison> listener) {
        return run(model, Optional.empty(), from, to, listener);
    }

    /** Below {@code learner.dir}. */
    public static final String CHECKPOINTS = "checkpoints";

    private boolean run(
            VisionLanguageModel model,
            Optional<KeptCheckpoints> checkpoints,
            int from,
            int to,
            Consumer<VersionComparison> listener) {
        RecordedSettings recorded = new RecordedSettings(given);
        try (Foundation foundation = LearnerSettings.foundation(recorded.of(history.made(to)), model)) {
            RecordedSettings.requireFoundation(history.made(to), foundation);
            try (InputReader inputs = new InputReader(clients, names);
                    Replayer replayer =
                            new Replayer(history, checkpoints, inputs, foundation, recorded::recipe, listener)) {
                return replayer.replay(from, to);
            }
        }
    }
}
