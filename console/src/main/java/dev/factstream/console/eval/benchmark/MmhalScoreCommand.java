package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.mmhal.MmhalScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval mmhal score}. */
@Command(
        name = "score",
        description =
                "Scores the judge's replies to the answers of MMHal-Bench as the official script, by type and topic, with 95 %"
                        + " intervals.")
final class MmhalScoreCommand implements Callable<Integer> {
    @Option(
            names = "--evaluation",
            required = true,
            paramLabel = "FILE",
            description = "JSON array of 96 chat completions, in the order of the questions.")
    private Path evaluation;

    @Mixin
    private ScoreOutput output;

    @Override
    public Integer call() throws IOException {
        return output.write(MmhalScore.score(evaluation));
    }
}
