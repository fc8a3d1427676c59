package dev.factstream.console.data;

import dev.factstream.data.imports.ImportProgress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Says now and then how far an import is and how long it may still take; a short one is over before it says anything. */
final class ImportTimer implements ImportProgress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private final long begin = System.nanoTime();
    private long said = begin;

    ImportTimer(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void done(double share) {
        long now = System.nanoTime();
        if (now - said >= EVERY_NANOS && share > 0) {
            said = now;
            long left = Math.round((now - begin) / share * (1 - share) / TimeUnit.SECONDS.toNanos(1));
            out.printf("%3.0f %% imported, about %d min %d s left%n", 100 * share, left / 60, left % 60);
            out.flush();
        }
    }
}
