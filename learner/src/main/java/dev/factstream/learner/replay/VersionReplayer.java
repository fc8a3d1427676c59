package dev.factstream.learner.replay;

import dev.factstream.learner.checkpoint.AvailableCheckpoints;
import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.learner.ledger.StoredInput;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.TrainableState;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Recomputes versions of a run and compares them with the ledger, bit for bit: the bytes of their inputs, their metrics,
 * the hash of the policy's adapter, and, if a checkpoint is kept, critic and optimizers too. Starts from the nearest
 * checkpoint, or from the version that the run started with, which follows from the frozen models and the seed alone.
 *
 * <p>Read-only. The bits are equal on the same CPU architecture with the same number of threads. Not thread-safe; close it.
 */
public final class VersionReplayer implements AutoCloseable {

    private final VersionHistory history;
    private final Optional<AvailableCheckpoints> checkpoints;
    private final LedgerInputReader inputs;
    private final FrozenModels frozen;
    private final Function<LedgerRecord, TrainingConfig> configs;
    private final Consumer<VersionComparison> listener;
    private final SavedTrainableStates saved = new SavedTrainableStates();
    private ReplayRunner runner;

    /**
     * @param checkpoints to start from and to compare with; empty to ignore checkpoints and start from the first version
     * @param inputs stays owned by the caller, as do the frozen models
     * @param configs gives the settings that the version of a ledger record was computed with
     * @param listener receives every recomputed version, including those before the first requested one
     */
    public VersionReplayer(
            VersionHistory history,
            Optional<AvailableCheckpoints> checkpoints,
            LedgerInputReader inputs,
            FrozenModels frozen,
            Function<LedgerRecord, TrainingConfig> configs,
            Consumer<VersionComparison> listener) {
        this.history = history;
        this.checkpoints = checkpoints;
        this.inputs = inputs;
        this.frozen = frozen;
        this.configs = configs;
        this.listener = listener;
    }

    /**
     * Recomputes the versions {@code from} to {@code to}; stops at the first that differs, since all later ones would differ too.
     *
     * @param from above the version that the run started with
     * @return whether all are equal
     * @throws VersionNotReplayableException if an input needed for {@code from} no longer exists
     */
    public boolean replay(int from, int to) {
        new ReplayableVersions(history, this::available, inputs).require(from, to);
        if (!replayTo(history.parent(from))) {
            return false;
        }
        for (int version = from; version <= to; version++) {
            boolean equal = history.isRollback(version) ? rollBack(version, version == from) : trainVersion(version);
            if (!equal) {
                return false;
            }
            saveIfRollbackTarget(version, to);
        }
        return true;
    }

    private boolean replayTo(int target) {
        ReplayPlan plan = ReplayPlan.to(target, history, this::available);
        return startAt(plan.start()) && plan.steps().stream().allMatch(this::trainVersion);
    }

    private boolean startAt(int version) {
        TrainingConfig config = configs.apply(history.summaryOf(version));
        if (available(version)) {
            startFrom(folder(version), config);
            return true;
        }
        startFrom(
                TrainableState.initial(
                        frozen, config.lora(), config.ppo().largestNorm(), SplitMixSeeds.derive(config.seed(), -1)),
                config);
        return version == 0 || compareVersion(version, 0, 0, new ArrayList<>());
    }

    private void startFrom(Path folder, TrainingConfig config) {
        startFrom(TrainableState.read(folder, frozen, config.ppo().largestNorm()), config);
    }

    private void startFrom(TrainableState trainable, TrainingConfig config) {
        if (runner != null) {
            runner.close();
        }
        runner = new ReplayRunner(frozen, trainable, config);
    }

    private boolean rollBack(int version, boolean atParent) {
        return (atParent || replayTo(history.parent(version))) && compareVersion(version, 0, 0, new ArrayList<>());
    }

    private boolean trainVersion(int version) {
        LedgerRecord record = history.recordOf(version);
        List<StoredInput> stored = inputs.read(record.inputs());
        List<ReplayDifference> differences = new ArrayList<>();
        stored.forEach(
                input -> input.fault().ifPresent(fault -> differences.add(new ReplayDifference("input", fault))));
        List<ScoredRollout> rollouts =
                stored.stream().flatMap(input -> input.scored().stream()).toList();
        if (rollouts.size() < stored.size()) {
            return report(version, rollouts.size(), 0, differences);
        }
        boolean inputsDiffer = !differences.isEmpty();
        Map<String, Double> metrics;
        try {
            metrics = train(rollouts, version, configs.apply(record));
        } catch (RuntimeException e) {
            if (!inputsDiffer) {
                throw e;
            }
            differences.add(new ReplayDifference("training", "failed on the changed input: " + e.getMessage()));
            return report(version, rollouts.size(), 0, differences);
        }
        int compared = compare(record.metrics(), metrics, differences);
        return compareVersion(version, rollouts.size(), compared, differences);
    }

    /** If the settings changed since the previous version, continues from its written state, as the restarted learner did. */
    private Map<String, Double> train(List<ScoredRollout> rollouts, int version, TrainingConfig config) {
        if (!config.equals(runner.config())) {
            startFrom(saved.write("restarted", runner.trainable()), config);
        }
        return runner.train(rollouts, version - 1);
    }

    private static int compare(
            Map<String, Double> recorded, Map<String, Double> replayed, List<ReplayDifference> differences) {
        int compared = 0;
        for (Map.Entry<String, Double> metric : new TreeMap<>(replayed).entrySet()) {
            Double recordedValue = recorded.get(metric.getKey());
            if (recordedValue != null) {
                compared++;
                if (Double.doubleToLongBits(recordedValue) != Double.doubleToLongBits(metric.getValue())) {
                    differences.add(ReplayDifference.of(metric.getKey(), recordedValue, metric.getValue()));
                }
            }
        }
        return compared;
    }

    /** Compares the trained state with the ledger and the checkpoint, and reports the result. */
    private boolean compareVersion(int version, int read, int metrics, List<ReplayDifference> differences) {
        String recorded = history.summaryOf(version).adapterHash();
        String hash = runner.trainable().policy().hash();
        if (!hash.equals(recorded)) {
            differences.add(ReplayDifference.of("adapter", recorded, hash));
        }
        checkpoint(version).ifPresent(folder -> differences.addAll(saved.differences(folder, runner.trainable())));
        return report(version, read, metrics, differences);
    }

    private boolean report(int version, int read, int metrics, List<ReplayDifference> differences) {
        listener.accept(new VersionComparison(
                history.recordOf(version), read, metrics, checkpoint(version).isPresent(), differences));
        return differences.isEmpty();
    }

    private void saveIfRollbackTarget(int version, int to) {
        boolean rollbackTarget = IntStream.rangeClosed(version + 1, to)
                .anyMatch(later -> history.isRollback(later) && history.parent(later) == version);
        if (rollbackTarget && !available(version)) {
            saved.save(version, runner.trainable());
        }
    }

    private boolean available(int version) {
        return saved.has(version)
                || checkpoints.filter(kept -> kept.has(version)).isPresent();
    }

    private Path folder(int version) {
        return saved.has(version) ? saved.folder(version) : checkpoint(version).orElseThrow();
    }

    private Optional<Path> checkpoint(int version) {
        return checkpoints.flatMap(kept -> kept.folder(version));
    }

    @Override
    public void close() {
        if (runner != null) {
            runner.close();
        }
        saved.close();
    }
}
