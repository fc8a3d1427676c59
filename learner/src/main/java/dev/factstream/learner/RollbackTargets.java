package dev.factstream.learner;

import static java.util.stream.Collectors.joining;

import dev.factstream.learner.checkpoint.AvailableCheckpoints;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.TrainableState;
import dev.factstream.learner.replay.SavedTrainableStates;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** The older versions of a run that it can be rolled back to: those with a checkpoint, and its first version. */
final class RollbackTargets implements AutoCloseable {

    private final LearnerSettings settings;
    private final FrozenModels models;
    private final VersionHistory history;
    private final AvailableCheckpoints kept;
    private final TreeSet<Integer> targets;
    private final SavedTrainableStates temporary = new SavedTrainableStates();

    /** @param dir folder of the run, which contains its checkpoints */
    RollbackTargets(LearnerSettings settings, KafkaClients clients, TopicNames names, FrozenModels models, Path dir) {
        this.settings = settings;
        this.models = models;
        history = VersionHistory.read(clients, names, settings.runId());
        kept = new AvailableCheckpoints(dir.resolve(RunReplay.CHECKPOINTS), history);
        targets = new TreeSet<>(kept.versions());
        targets.add(history.first());
        targets.remove(history.newest());
    }

    /** The newest of them before a version, or the oldest of them if all are newer. Empty if there are none. */
    Optional<Integer> newestBefore(int version) {
        return Optional.ofNullable(targets.lower(version))
                .or(() -> targets.stream().findFirst());
    }

    /** @throws RollbackUnavailableException if the run cannot be rolled back to that version */
    void require(int version) {
        if (!targets.contains(version)) {
            String reason = version == history.newest()
                    ? "version " + version + " is the newest"
                    : "version " + version + (history.has(version) ? " no longer has a checkpoint" : " was never made");
            throw new RollbackUnavailableException(reason + ": "
                    + (targets.isEmpty()
                            ? "there is no older version to roll back to"
                            : "roll back to one of "
                                    + targets.stream().map(String::valueOf).collect(joining(", "))));
        }
    }

    /** The folder with the trainable state of a version; it exists until this object is closed. */
    Path folder(int version) {
        return kept.folder(version).orElseGet(this::firstVersion);
    }

    /** Recomputes the first version, which follows from the frozen models and the seed. */
    private Path firstVersion() {
        try (TrainableState initial = TrainableState.initial(
                models, settings.lora(), settings.ppo().largestNorm(), SplitMixSeeds.derive(settings.seed(), -1))) {
            return temporary.write("beginning", initial);
        }
    }

    @Override
    public void close() {
        temporary.close();
    }
}
