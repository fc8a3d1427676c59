package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.mmbench.JudgePrompt;
import dev.factstream.evaluation.benchmark.mmbench.MmbenchScore;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval mmbench score}. */
@Command(
        name = "score",
        description =
                "Scores predictions of MMBench: a question counts if it is answered right with every rotation of its options.")
final class MmbenchScoreCommand implements Callable<Integer> {
    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "FILE",
            description = "Table in xlsx, tsv or csv with index, question, options, answer and prediction.")
    private Path predictions;

    @Option(
            names = "--judge-replies",
            paramLabel = "FILE",
            description = "JSON object from a prediction to the judge's reply, or to the replies to each try"
                    + " (default: predictions without a letter are wrong).")
    private Optional<Path> judgeReplies = Optional.empty();

    @Option(
            names = "--judge-template",
            paramLabel = "FILE",
            description =
                    "The judge's prompt with slots {} for question, options and reply; its hashes are written to --json.")
    private Optional<Path> template = Optional.empty();

    @Option(
            names = "--judge-template-cn",
            paramLabel = "FILE",
            description = "The same for questions in Chinese (default: --judge-template).")
    private Optional<Path> chinese = Optional.empty();

    @Option(
            names = "--rule",
            defaultValue = "vlmevalkit",
            paramLabel = "NAME",
            description = "How letters are read from replies: vlmevalkit or 2023 (default: ${DEFAULT-VALUE}).")
    private String rule;

    @Mixin
    private ScoreOutput output;

    @Override
    public Integer call() throws IOException {
        Optional<JudgePrompt> prompt =
                template.isPresent() ? Optional.of(JudgePrompt.read(template.get(), chinese)) : Optional.empty();
        return output.write(MmbenchScore.score(predictions, judgeReplies, rule(), prompt));
    }

    private MmbenchScore.Rule rule() {
        return switch (rule) {
            case "vlmevalkit" -> MmbenchScore.Rule.VLMEVALKIT;
            case "2023" -> MmbenchScore.Rule.RULE_2023;
            default -> throw new UserFacingException(ExitCode.USAGE, "--rule must be vlmevalkit or 2023, not " + rule);
        };
    }
}
