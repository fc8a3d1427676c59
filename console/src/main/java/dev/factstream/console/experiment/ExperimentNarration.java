package dev.factstream.console.experiment;

import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.console.stream.StreamListener;
import dev.factstream.console.stream.TimeLeft;
import dev.factstream.console.stream.VersionProgress;
import dev.factstream.evaluation.picturebook.BenchmarkScore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells the user how an experiment gets on: a line per version, with the time left over all runs. Thread-safe. */
final class ExperimentNarration implements StreamListener {
    private final PrintWriter out;
    private final int runs;
    private final long startNanos = System.nanoTime();
    private String run = "";
    private int made;
    private int left;

    /** @param left versions to make in all runs that are not finished */
    ExperimentNarration(PrintWriter out, int runs, int left) {
        this.out = out;
        this.runs = runs;
        this.left = left;
    }

    synchronized void starts(String name, int number) {
        run = String.format("%s (run %d of %d)", name, number, runs);
    }

    @Override
    public synchronized void begins(int first, int target) {
        left -= first;
    }

    @Override
    public synchronized void made(VersionProgress version) {
        made++;
        left--;
        Duration each = Duration.ofNanos((System.nanoTime() - startNanos) / made); // measuring and starting included
        say("%s  %s  %s left", run, version, new TimeLeft(each, left));
    }

    @Override
    public synchronized void ending(boolean wished) {
        if (wished) {
            say("stopping; once more Ctrl-C leaves at once");
        }
    }

    @Override
    public synchronized void late(String role) {
        say("%s: %s did not finish in time", run, role);
    }

    synchronized void measured(String who, PolicyEvaluation evaluation) {
        BenchmarkScore score = BenchmarkScore.of(evaluation.answers());
        say(
                "%s: hallucination %.1f %%, informativeness %.1f, %.1f tokens; yes/no %.1f %%, choice %.1f %%",
                who,
                100 * score.hallucinated().rate(),
                score.informativeness().value(),
                score.tokens().value(),
                100 * evaluation.heldOut().yesNo().rate(),
                100 * evaluation.heldOut().multipleChoice().rate());
    }

    synchronized void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
