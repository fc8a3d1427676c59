package dev.factstream.learner.replay;

import dev.factstream.learner.checkpoint.KeptCheckpoints;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.ledger.InputReader;
import dev.factstream.learner.ledger.StoredInput;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
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
 * Makes versions of a run again and compares them with what the ledger says, bit for bit: the bytes of their inputs,
 * their metrics, the hash of the policy's adapter, and where a checkpoint is kept, critic and optimizers too. It begins
 * at the nearest checkpoint, or at the version that the run began with, which follows from foundation and seed alone.
 *
 * <p>It only reads. The bits are the same on the same CPU architecture with the same number of threads. Not thread-safe;
 * close it.
 */
public final class Replayer implements AutoCloseable {

    private final VersionHistory history;
    private final Optional<KeptCheckpoints> checkpoints;
    private final InputReader inputs;
    private final Foundation foundation;
    private final Function<LedgerRecord, Recipe> recipes;
    private final Consumer<VersionComparison> listener;
    private final SavedLearnables saved = new SavedLearnables();
    private Walker walker;

    /**
     * @param checkpoints to begin from and to compare with; empty to begin at the beginning, whatever is kept
     * @param inputs stays the caller's, as the foundation does
     * @param recipes how the version of a ledger record was computed
     * @param listener told of every version made again, also of those on the way to the first one asked for
     */
    public Replayer(
            VersionHistory history,
            Optional<KeptCheckpoints> checkpoints,
            InputReader inputs,
            Foundation foundation,
            Function<LedgerRecord, Recipe> recipes,
            Consumer<VersionComparison> listener) {
        this.history = history;
        this.checkpoints = checkpoints;
        this.inputs = inputs;
        this.foundation = foundation;
        this.recipes = recipes;
        this.listener = listener;
    }

    /**
     * Makes the versions {@code from} to {@code to} again; ends at the first that differs, since all after it would.
     *
     * @param from above the version that the run began with
     * @return whether all are equal
     * @throws UnreachableVersionException if something that {@code from} was made from is gone
     */
    public boolean replay(int from, int to) {
        new Reach(history, this::kept, inputs).require(from, to);
        if (!walkTo(history.parent(from))) {
            return false;
        }
        for (int version = from; version <= to; version++) {
            boolean equal = history.rollback(version) ? rollBack(version, version == from) : step(version);
            if (!equal) {
                return false;
            }
            saveIfTakenUpLater(version, to);
        }
        return true;
    }

    private boolean walkTo(int goal) {
        Route route = Route.to(goal, history, this::kept);
        return start(route.start()) && route.steps().stream().allMatch(this::step);
    }

    private boolean start(int version) {
        Recipe recipe = recipes.apply(history.made(version));
        if (kept(version)) {
            go(folder(version), recipe);
            return true;
        }
        go(
                Learnables.initial(
                        foundation, recipe.lora(), recipe.ppo().largestNorm(), Seeds.derive(recipe.seed(), -1)),
                recipe);
        return version == 0 || madeAgain(version, 0, 0, new ArrayList<>());
    }

    private void go(Path folder, Recipe recipe) {
        go(Learnables.read(folder, foundation, recipe.ppo().largestNorm()), recipe);
    }

    private void go(Learnables learnables, Recipe recipe) {
        if (walker != null) {
            walker.close();
        }
        walker = new Walker(foundation, learnables, recipe);
    }

    private boolean rollBack(int version, boolean there) {
        return (there || walkTo(history.parent(version))) && madeAgain(version, 0, 0, new ArrayList<>());
    }

    private boolean step(int version) {
        LedgerRecord record = history.made(version);
        List<StoredInput> stored = inputs.read(record.inputs());
        List<Difference> differences = new ArrayList<>();
        stored.forEach(input -> input.fault().ifPresent(fault -> differences.add(new Difference("input", fault))));
        List<ScoredRollout> rollouts =
                stored.stream().flatMap(input -> input.scored().stream()).toList();
        if (rollouts.size() < stored.size()) {
            return report(version, rollouts.size(), 0, differences);
        }
        boolean changed = !differences.isEmpty();
        Map<String, Double> metrics;
        try {
            metrics = train(rollouts, version, recipes.apply(record));
        } catch (RuntimeException e) {
            if (!changed) {
                throw e;
            }
            differences.add(new Difference("training", "refused by what the input has become: " + e.getMessage()));
            return report(version, rollouts.size(), 0, differences);
        }
        int compared = compare(record.metrics(), metrics, differences);
        return madeAgain(version, rollouts.size(), compared, differences);
    }

    /** With other settings than the version before, as a learner that was started again with them. */
    private Map<String, Double> train(List<ScoredRollout> rollouts, int version, Recipe recipe) {
        if (!recipe.equals(walker.recipe())) {
            go(saved.write("restarted", walker.learnables()), recipe);
        }
        return walker.train(rollouts, version - 1);
    }

    private static int compare(
            Map<String, Double> recorded, Map<String, Double> replayed, List<Difference> differences) {
        int compared = 0;
        for (Map.Entry<String, Double> metric : new TreeMap<>(replayed).entrySet()) {
            Double then = recorded.get(metric.getKey());
            if (then != null) {
                compared++;
                if (Double.doubleToLongBits(then) != Double.doubleToLongBits(metric.getValue())) {
                    differences.add(Difference.of(metric.getKey(), then, metric.getValue()));
                }
            }
        }
        return compared;
    }

    /** Compares what was learned, and reports. */
    private boolean madeAgain(int version, int read, int metrics, List<Difference> differences) {
        String recorded = history.made(version).adapterHash();
        String hash = walker.learnables().policy().hash();
        if (!hash.equals(recorded)) {
            differences.add(Difference.of("adapter", recorded, hash));
        }
        checkpoint(version).ifPresent(folder -> differences.addAll(saved.differences(folder, walker.learnables())));
        return report(version, read, metrics, differences);
    }

    private boolean report(int version, int read, int metrics, List<Difference> differences) {
        listener.accept(new VersionComparison(
                history.made(version), read, metrics, checkpoint(version).isPresent(), differences));
        return differences.isEmpty();
    }

    private void saveIfTakenUpLater(int version, int to) {
        boolean takenUp = IntStream.rangeClosed(version + 1, to)
                .anyMatch(later -> history.rollback(later) && history.parent(later) == version);
        if (takenUp && !kept(version)) {
            saved.save(version, walker.learnables());
        }
    }

    private boolean kept(int version) {
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
        if (walker != null) {
            walker.close();
        }
        saved.close();
    }
}
