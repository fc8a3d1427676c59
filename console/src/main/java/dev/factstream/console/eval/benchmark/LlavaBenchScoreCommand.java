package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.llavabench.LlavaBenchScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval llava-bench score}. */
@Command(
        name = "score",
        description =
                "Summarizes reviews of LLaVA-Bench as LLaVA's script, with 95 % intervals; exits with 1 if a mean score of the"
                        + " reference is 0.")
final class LlavaBenchScoreCommand implements Callable<Integer> {
    @Option(
            names = "--reviews",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Review files, one for each run of the judge.")
    private List<Path> reviews;

    @Mixin
    private ScoreOutput output;

    @Override
    public Integer call() throws IOException {
        return output.write(LlavaBenchScore.score(reviews));
    }
}
