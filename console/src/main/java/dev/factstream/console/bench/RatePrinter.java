package dev.factstream.console.bench;

import dev.factstream.lab.bench.MachineReference;
import dev.factstream.lab.bench.Rate;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the rates of a bench: each round, the median, its share of the machine's peak, and the peak memory. */
final class RatePrinter {
    private final PrintWriter out;
    private final String unit;

    /** @param unit the name of the unit that is counted */
    RatePrinter(PrintWriter out, String unit) {
        this.out = out;
        this.unit = unit;
    }

    void round(int number, Rate rate) {
        out.printf(
                Locale.ROOT,
                "round %d: %.0f %s/s, %.0f per second of this thread's processor time%n",
                number,
                rate.perSecond(),
                unit,
                rate.perCpuSecond());
        out.flush();
    }

    void median(Rate rate) {
        out.printf(
                Locale.ROOT,
                "median %.0f %s/s, %.0f in a second of processor time%n",
                rate.perSecond(),
                unit,
                rate.perCpuSecond());
    }

    /** Prints floating-point operations per second beside those of a large matrix product. */
    void shareOfPeak(double operations, double peak) {
        out.printf(
                Locale.ROOT,
                "%.1f GFLOP/s, %.0f %% of the %.0f of a 1024 x 1024 matrix product%n",
                operations / 1e9,
                100 * operations / peak,
                peak / 1e9);
    }

    /** Prints the peak memory of this process where the system reports it. */
    void peakMemory() {
        MachineReference.peakMemory()
                .ifPresent(mebibytes -> out.printf(Locale.ROOT, "peak memory %d MiB%n", mebibytes));
        out.flush();
    }
}
