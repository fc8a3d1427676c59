package dev.factstream.lab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/** Measures the same work several times and returns the medians. Immutable. */
public final class RepeatedMeasurement {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final int rounds;

    /** @param rounds the measured rounds, after one warm-up round */
    public RepeatedMeasurement(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Runs the work once to warm up and then once per round, on the calling thread.
     *
     * @param units units per run of the work
     * @param round receives the number of each round, from 1, and its rate
     * @return the medians of both rates
     */
    public Rate run(long units, Runnable work, BiConsumer<Integer, Rate> round) {
        List<Rate> rates = new ArrayList<>();
        work.run();
        for (int number = 1; number <= rounds; number++) {
            long cpu = CLOCK.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            work.run();
            Rate rate = new Rate(
                    1e9 * units / (System.nanoTime() - begin), 1e9 * units / (CLOCK.getCurrentThreadCpuTime() - cpu));
            rates.add(rate);
            round.accept(number, rate);
        }
        return new Rate(median(rates, Rate::perSecond), median(rates, Rate::perCpuSecond));
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> value) {
        return rates.stream().mapToDouble(value).sorted().toArray()[rates.size() / 2];
    }
}
