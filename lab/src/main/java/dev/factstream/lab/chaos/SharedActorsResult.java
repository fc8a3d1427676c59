package dev.factstream.lab.chaos;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a {@link SharedActorsExperiment}.
 *
 * @param alonePerMinute versions per minute of the small run alone, with half of the slots
 * @param besidePerMinute versions per minute of the small run beside the large one
 * @param largePerMinute versions per minute of the large run beside the small one
 * @param runs what the verification of each run beside the others found
 */
public record SharedActorsResult(
        double alonePerMinute, double besidePerMinute, double largePerMinute, Map<String, LearnerChaosResult> runs)
        implements ChaosResult {
    public SharedActorsResult {
        runs = new TreeMap<>(runs);
    }

    /** The pace of the small run beside the large one, compared with alone. */
    public double share() {
        return besidePerMinute / alonePerMinute;
    }

    @Override
    public boolean passed() {
        return runs.values().stream().allMatch(LearnerChaosResult::passed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "small run: %.2f versions/min alone with half of the slots, %.2f beside the large run (%.0f %%); large run %.2f",
                alonePerMinute,
                besidePerMinute,
                100 * share(),
                largePerMinute));
        runs.forEach((id, run) -> text.append(String.format(
                Locale.ROOT,
                "%n%s: version %d, %s; each rollout was sampled by a version of its run: %s",
                id,
                run.versions(),
                run.books(),
                run.faults().isEmpty() ? "yes" : "NO: " + String.join("; ", run.faults()))));
        return text.toString();
    }
}
