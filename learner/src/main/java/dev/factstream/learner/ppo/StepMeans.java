package dev.factstream.learner.ppo;

import java.util.Map;

/** Means over the optimizer steps of a version. Not thread-safe. */
final class StepMeans {

    private final RunningMean loss = new RunningMean();
    private final RunningMean clipped = new RunningMean();
    private final RunningMean norm = new RunningMean();

    /** @param clippedShare share of the step's tokens that were clipped */
    void add(double stepLoss, double clippedShare) {
        loss.add(stepLoss);
        clipped.add(clippedShare);
    }

    void addNorm(double gradientNorm) {
        norm.add(gradientNorm);
    }

    void put(Map<String, Double> metrics, String lossName, String clippedName, String normName) {
        metrics.put(lossName, loss.value());
        metrics.put(clippedName, clipped.value());
        metrics.put(normName, norm.value());
    }
}
