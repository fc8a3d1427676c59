package dev.factstream.lab.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * A planned run of the experiment.
 *
 * @param arm the arm
 * @param seed the seed of everything random, including the questions; the same for all arms
 */
record FactRlhfPlannedRun(FactRlhfArm arm, long seed) {
    /** Returns all runs in execution order: seed by seed, so that comparisons are complete as early as possible. */
    static List<FactRlhfPlannedRun> of(List<Long> seeds, List<FactRlhfArm> arms) {
        List<FactRlhfPlannedRun> runs = new ArrayList<>();
        for (long seed : seeds) {
            for (FactRlhfArm arm : arms) {
                if (seed == seeds.get(0) || !FactRlhfArm.SINGLE.contains(arm)) {
                    runs.add(new FactRlhfPlannedRun(arm, seed));
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
