package dev.factstream.console.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/**
 * Measures the same several times and prints each, the median, and what it says of the machine. On a busy machine, processor time
 * with one thread says more than the clock on the wall.
 */
final class Rounds {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often it is measured, after a round that does not count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /**
     * @param unit of what is counted
     * @param count how many of it the work does
     * @return the median of units a second
     */
    double run(PrintWriter out, String unit, long count, Runnable work) {
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
                    "round %d: %.0f %s/s, %.0f in a second of this thread's processor time%n",
                    round + 1, rates[round], unit, busy[round]);
            out.flush();
        }
        out.printf("median %.0f %s/s, %.0f in a second of processor time%n", median(rates), unit, median(busy));
        return median(rates);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Prints operations a second as a share of the peak, and the peak of memory. */
    static void share(PrintWriter out, double operations, double peak) {
        out.printf(
                "%.1f GFLOP/s, %.0f %% of the %.0f that a product of 1024 x 1024 reaches%n",
                operations / 1e9, 100 * operations / peak, peak / 1e9);
        memory(out);
    }

    /** Prints the peak of memory where the system tells it. */
    static void memory(PrintWriter out) {
        OptionalLong memory = Machine.peakMemory();
        memory.ifPresent(mebibytes -> out.printf("peak memory %d MiB%n", mebibytes));
        out.flush();
    }
}
