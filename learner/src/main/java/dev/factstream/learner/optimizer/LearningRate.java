package dev.factstream.learner.optimizer;

/**
 * Linear warm-up to a peak, which is held for a while, then half a cosine down to a floor (SGDR without restarts, arXiv 1608.03983).
 *
 * @param peak highest rate
 * @param floor rate at and after the last step
 * @param warmup steps to reach the peak; 0 starts there
 * @param cooling step from which it falls; at once behind the warm-up where that is later
 * @param total steps in all
 */
public record LearningRate(double peak, double floor, long warmup, long cooling, long total) {

    public LearningRate {
        if (!(peak > 0) || floor < 0 || floor > peak || warmup < 0 || cooling < 0 || total < 1 || warmup > total) {
            throw new IllegalArgumentException("not a schedule: peak " + peak + ", floor " + floor + ", warm-up "
                    + warmup + " of " + total + " steps");
        }
    }

    /** Without a stretch at the peak. */
    public LearningRate(double peak, double floor, long warmup, long total) {
        this(peak, floor, warmup, warmup, total);
    }

    /** A rate that never changes. */
    public static LearningRate constant(double rate) {
        return new LearningRate(rate, rate, 0, 1);
    }

    /** The rate of the given step, counted from 0. */
    public double at(long step) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        long from = Math.max(warmup, cooling);
        double progress = total <= from
                ? (step < total ? 0 : 1)
                : Math.min(1, Math.max(0, (double) (step - from) / (total - from)));
        return floor + (peak - floor) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
