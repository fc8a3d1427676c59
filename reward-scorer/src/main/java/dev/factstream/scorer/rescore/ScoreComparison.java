package dev.factstream.scorer.rescore;

import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compares old scores with new ones: the scores of the reward models if all rollouts have both, otherwise the total rewards.
 *
 * @param what the quantity that is compared
 * @param oldModel the reward-model ids of the old scores
 * @param newModel the reward-model id of the new scores
 * @param scored number of rollouts that were rescored
 * @param leftOut number of rollouts that could not be rescored
 * @param pairs the rollouts with an old and a new score, sorted by rollout id
 */
public record ScoreComparison(
        String what, String oldModel, String newModel, int scored, int leftOut, List<Pair> pairs) {
    /**
     * The largest difference of scores that count as equal: the effect of batching on a score of 32-bit floats (padding, order of sums),
     * and the tolerance of a reward model's self-check between machines.
     */
    static final double TOLERANCE = 1e-4;

    /** A rollout with its old and its new score. */
    record Pair(RescoredRollout rollout, double before, double now) {
        double difference() {
            return now - before;
        }

        boolean isEqual() {
            return Math.abs(difference()) <= TOLERANCE;
        }
    }

    static ScoreComparison of(
            Collection<RescoredRollout> scored, Map<String, ScoredRollout> before, String newModel, int leftOut) {
        boolean models = before.values().stream()
                        .allMatch(old -> old.reward().rewardModel().isPresent())
                && scored.stream()
                        .allMatch(again -> again.reward().rewardModel().isPresent());
        List<Pair> pairs = new ArrayList<>();
        for (RescoredRollout again : scored) {
            ScoredRollout old = before.get(again.rolloutId());
            if (old != null) {
                pairs.add(new Pair(again, value(old.reward(), models), value(again.reward(), models)));
            }
        }
        pairs.sort(Comparator.comparing(pair -> pair.rollout().rolloutId()));
        String oldModels = before.values().stream()
                .map(ScoredRollout::rewardModelId)
                .distinct()
                .sorted()
                .reduce((first, second) -> first + ", " + second)
                .orElse("no reward model");
        String what = models ? "reward-model score" : "total reward";
        return new ScoreComparison(what, oldModels, newModel, scored.size(), leftOut, List.copyOf(pairs));
    }

    private static double value(RewardParts reward, boolean model) {
        return model ? reward.rewardModel().orElseThrow() : reward.total();
    }

    /** The number of rollouts whose score did not change. */
    long equal() {
        return pairs.stream().filter(Pair::isEqual).count();
    }

    double largestDifference() {
        return pairs.stream()
                .mapToDouble(pair -> Math.abs(pair.difference()))
                .max()
                .orElse(0);
    }

    /** Spearman's rank correlation; empty if one side has a single value. */
    Optional<Double> rankCorrelation() {
        return RankCorrelation.of(
                pairs.stream().mapToDouble(Pair::before).toArray(),
                pairs.stream().mapToDouble(Pair::now).toArray(),
                TOLERANCE);
    }

    /**
     * Formats the comparison as text.
     *
     * @param show the number of largest differences to list
     */
    public String report(int show) {
        StringBuilder lines = new StringBuilder();
        line(lines, "rescored %d rollouts with %s, left out %d", scored, newModel, leftOut);
        line(lines, "compared %d with their %s from %s", pairs.size(), what, oldModel);
        line(lines, "equal %d (to %.0e), largest difference %.3g", equal(), TOLERANCE, largestDifference());
        line(
                lines,
                "rank correlation (Spearman) %s",
                rankCorrelation()
                        .map(rho -> String.format(Locale.ROOT, "%.4f", rho))
                        .orElse("undefined, one side has a single value"));
        line(lines, "%s", PreferenceAgreement.of(pairs));
        pairs.stream()
                .filter(pair -> !pair.isEqual())
                .sorted(Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.difference())))
                .limit(show)
                .forEach(pair -> line(
                        lines,
                        "%s: %+.3f, now %+.3f  Q: %s  A: %s",
                        pair.rollout().rolloutId(),
                        pair.before(),
                        pair.now(),
                        oneLine(pair.rollout().question()),
                        oneLine(pair.rollout().answer())));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String format, Object... values) {
        lines.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
