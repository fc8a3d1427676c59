package dev.factstream.training.optimizer;

/**
 * A learning-rate schedule: linear warm-up to a peak, a constant phase, then half a cosine down to a floor (SGDR without restarts,
 * arXiv 1608.03983).
 *
 * @param peak highest rate
 * @param floor rate at and after the last step
 * @param warmup steps to reach the peak; 0 starts at the peak
 * @param cooling step at which the rate starts to fall; the end of the warm-up if that is later
 * @param total total number of steps
 */
public record LearningRateSchedule(double peak, double floor, long warmup, long cooling, long total) {

    public LearningRateSchedule {
        if (!(peak > 0) || floor < 0 || floor > peak || warmup < 0 || cooling < 0 || total < 1 || warmup > total) {
            throw new IllegalArgumentException("invalid learning-rate schedule: peak " + peak + ", floor " + floor
                    + ", warm-up " + warmup + " of " + total + " steps");
        }
    }

    /** A schedule without a constant phase at the peak. */
    public LearningRateSchedule(double peak, double floor, long warmup, long total) {
        this(peak, floor, warmup, warmup, total);
    }

    /** A constant rate. */
    public static LearningRateSchedule constant(double rate) {
        return new LearningRateSchedule(rate, rate, 0, 1);
    }

    /** Returns the rate of a step, counted from 0. */
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
