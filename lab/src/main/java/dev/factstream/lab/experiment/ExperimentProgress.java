package dev.factstream.lab.experiment;

import dev.factstream.lab.stream.RemainingTime;
import dev.factstream.lab.stream.StreamListener;
import dev.factstream.lab.stream.VersionProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints the progress of an experiment: a line per version, with the time left for all runs. Thread-safe. */
final class ExperimentProgress implements StreamListener {
    private final PrintWriter out;
    private final int runs;
    private final long startNanos = System.nanoTime();
    private String run = "";
    private int made;
    private int left;

    /** @param left the number of versions left in all unfinished runs */
    ExperimentProgress(PrintWriter out, int runs, int left) {
        this.out = out;
        this.runs = runs;
        this.left = left;
    }

    synchronized void runStarted(String name, int number) {
        run = String.format(Locale.ROOT, "%s (run %d of %d)", name, number, runs);
    }

    @Override
    public synchronized void started(int first, int target) {
        left -= first;
    }

    @Override
    public synchronized void versionMade(VersionProgress version) {
        made++;
        left--;
        Duration each = Duration.ofNanos((System.nanoTime() - startNanos) / made); // includes evaluation and start-up
        print("%s  %s  %s left", run, version, new RemainingTime(each, left));
    }

    @Override
    public synchronized void stopping(boolean wished) {
        if (wished) {
            print("stopping; press Ctrl-C again to exit immediately");
        }
    }

    @Override
    public synchronized void roleTimedOut(String role) {
        print("%s: %s did not stop in time", run, role);
    }

    synchronized void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
