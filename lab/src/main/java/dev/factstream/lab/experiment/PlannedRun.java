package dev.factstream.lab.experiment;

import java.util.List;

/**
 * A planned run of an experiment.
 *
 * @param <A> the arms of the experiment
 * @param arm the arm
 * @param seed the seed of everything random, including the questions; the same for all arms
 */
public record PlannedRun<A extends Arm>(A arm, long seed) {
    /** Returns every arm with every seed, seed by seed, so that comparisons are complete as early as possible. */
    public static <A extends Arm> List<PlannedRun<A>> seedBySeed(List<Long> seeds, List<A> arms) {
        return seeds.stream()
                .flatMap(seed -> arms.stream().map(arm -> new PlannedRun<>(arm, seed)))
                .toList();
    }

    /** The name of the run's folder and the run id on its topics. */
    public String name() {
        return arm.label() + "-seed" + seed;
    }
}
