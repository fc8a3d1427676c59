package dev.factstream.console.quickstart;

import dev.factstream.lab.stream.RemainingTime;
import dev.factstream.lab.stream.StreamListener;
import dev.factstream.lab.stream.VersionProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Prints the progress of a quickstart. Thread-safe. */
final class QuickstartProgressPrinter implements StreamListener {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Path dir;
    private volatile int first;
    private volatile long startNanos;

    QuickstartProgressPrinter(PrintWriter out, PrintWriter err, Path dir) {
        this.out = out;
        this.err = err;
        this.dir = dir;
    }

    @Override
    public void brokerStarted(String bootstrapServers) {
        say("broker at %s, data and log in %s", bootstrapServers, dir);
    }

    @Override
    public void dashboardOpened(String url) {
        say("watch it at %s", url);
    }

    @Override
    public void drawingPictures(int pictures) {
        say("drawing %d pictures and publishing their questions ...", pictures);
    }

    @Override
    public void promptsPublished(int prompts) {
        say("%d prompts with facts published", prompts);
    }

    @Override
    public void chatOpened(String address) {
        say("chat with the policy at %s (any OpenAI client)", address);
    }

    @Override
    public void started(int first, int target) {
        this.first = first;
        startNanos = System.nanoTime();
        say(first == 0 ? "a new run: %2$d versions to make" : "the run goes on from version %d to %d", first, target);
    }

    @Override
    public void versionMade(VersionProgress version) {
        int made = version.report().version();
        Duration perStep = Duration.ofNanos((System.nanoTime() - startNanos) / Math.max(1, made - first));
        say("%s  %s left", version, new RemainingTime(perStep, version.target() - made));
    }

    @Override
    public void stopping(boolean requested) {
        say(requested ? "stopping; press Ctrl-C again to exit at once" : "finishing ...");
    }

    @Override
    public void roleStopped(String role, String summary) {
        say("%s: %s", role, summary);
    }

    @Override
    public void roleTimedOut(String role) {
        err.println("factstream: " + role + " did not finish in time");
    }

    void say(String format, Object... values) {
        synchronized (out) {
            out.println(String.format(Locale.ROOT, format, values));
            out.flush();
        }
    }
}
