package dev.factstream.console.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of the experiment.
 *
 * @param seed of everything random, questions included: the same for all arms
 */
record PlannedRun(Arm arm, long seed) {
    /** All runs in the order they are made: seed by seed, so that a comparison is complete as early as can be. */
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

    /** Names the run's folder and the run on its topics. */
    String name() {
        return arm.text() + "-seed" + seed;
    }
}
