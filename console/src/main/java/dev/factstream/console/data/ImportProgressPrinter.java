package dev.factstream.console.data;

import dev.factstream.data.imports.ImportProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints the progress of an import and an estimate of the remaining time every 10 seconds. */
final class ImportProgressPrinter implements ImportProgress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private final long begin = System.nanoTime();
    private long lastPrinted = begin;

    ImportProgressPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void done(double share) {
        long now = System.nanoTime();
        if (now - lastPrinted >= EVERY_NANOS && share > 0) {
            lastPrinted = now;
            long left = Math.round((now - begin) / share * (1 - share) / TimeUnit.SECONDS.toNanos(1));
            out.printf(Locale.ROOT, "%3.0f %% imported, about %d min %d s left%n", 100 * share, left / 60, left % 60);
            out.flush();
        }
    }
}
