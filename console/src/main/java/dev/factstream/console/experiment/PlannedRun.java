package dev.factstream.console.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * A planned run of the experiment.
 *
 * @param arm the arm
 * @param seed the seed of everything random, including the questions; the same for all arms
 */
record PlannedRun(Arm arm, long seed) {
    /** Returns all runs in execution order: seed by seed, so that comparisons are complete as early as possible. */
    static List<PlannedRun> of(List<Long> seeds, List<Arm> arms) {
        List<PlannedRun> runs = new ArrayList<>();
        for (long seed : seeds) {
            for (Arm arm : arms) {
                if (seed == seeds.get(0) || !Arm.SINGLE.contains(arm)) {
                    runs.add(new PlannedRun(arm, seed));
                }
            }
        }
        return runs;
    }

    /** The name of the run's folder and the run id on its topics. */
    String name() {
        return arm.text() + "-seed" + seed;
    }
}
