package dev.factstream.lab.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Measures the same work several times and prints each rate, the median and the share of the machine's peak. On a busy machine, the
 * processor time of one thread is more reliable than the wall clock.
 */
public final class RepeatedMeasurement {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final int rounds;

    /** @param rounds the measured rounds, after one warm-up round */
    public RepeatedMeasurement(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Runs the work once to warm up and then once per round.
     *
     * @param unit the name of the unit that is counted
     * @param count units per run of the work
     * @return the median of the units per second
     */
    public double run(PrintWriter out, String unit, long count, Runnable work) {
        double[] rates = new double[rounds];
        double[] busy = new double[rounds];
        work.run();
        for (int round = 0; round < rounds; round++) {
            long cpu = CLOCK.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            work.run();
            rates[round] = 1e9 * count / (System.nanoTime() - begin);
            busy[round] = 1e9 * count / (CLOCK.getCurrentThreadCpuTime() - cpu);
            out.printf(
                    Locale.ROOT,
                    "round %d: %.0f %s/s, %.0f per second of this thread's processor time%n",
                    round + 1,
                    rates[round],
                    unit,
                    busy[round]);
            out.flush();
        }
        out.printf(
                Locale.ROOT,
                "median %.0f %s/s, %.0f in a second of processor time%n",
                median(rates),
                unit,
                median(busy));
        return median(rates);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Prints operations per second, their share of the peak, and the peak memory. */
    public static void printShareOfPeak(PrintWriter out, double operations, double peak) {
        out.printf(
                Locale.ROOT,
                "%.1f GFLOP/s, %.0f %% of the %.0f of a 1024 x 1024 matrix product%n",
                operations / 1e9,
                100 * operations / peak,
                peak / 1e9);
        printPeakMemory(out);
    }

    /** Prints the peak memory where the system reports it. */
    public static void printPeakMemory(PrintWriter out) {
        OptionalLong memory = MachineReference.peakMemory();
        memory.ifPresent(mebibytes -> out.printf(Locale.ROOT, "peak memory %d MiB%n", mebibytes));
        out.flush();
    }
}
