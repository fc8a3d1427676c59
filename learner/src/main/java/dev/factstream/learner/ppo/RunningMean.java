package dev.factstream.learner.ppo;

/** A running mean; 0 before the first value. Not thread-safe. */
final class RunningMean {

    private double sum;
    private long count;

    void add(double value) {
        sum += value;
        count++;
    }

    long count() {
        return count;
    }

    double value() {
        return count == 0 ? 0 : sum / count;
    }
}
