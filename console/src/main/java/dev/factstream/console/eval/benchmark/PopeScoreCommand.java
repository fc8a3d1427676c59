package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.pope.LlavaPope;
import dev.factstream.evaluation.benchmark.pope.RucaiboxPope;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval pope score}. */
@Command(
        name = "score",
        description =
                "Scores answers to POPE as the official script, with 95 % intervals; exits with 1 if no yes is correct, because"
                        + " precision or F1 is not defined then.")
final class PopeScoreCommand implements Callable<Integer> {
    /** Whose script is followed. */
    enum Profile {
        rucaibox,
        llava
    }

    @Option(
            names = "--labels",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Label files; for llava one per category, named coco_pope_CATEGORY.json.")
    private List<Path> labels;

    @Option(names = "--answers", required = true, paramLabel = "FILE", description = "Answer file, also gzipped.")
    private Path answers;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description =
                    "LLaVA's question file, which names categories (default: they follow from LLaVA's question_ids).")
    private Optional<Path> questions = Optional.empty();

    @Option(
            names = "--profile",
            defaultValue = "rucaibox",
            description = "Whose layout and script: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Profile profile;

    @Mixin
    private ScoreOutput output;

    @Override
    public Integer call() throws IOException {
        if (profile == Profile.llava) {
            return output.write(LlavaPope.score(labels, answers, questions, output.asOfficial()));
        }
        if (labels.size() != 1 || questions.isPresent()) {
            throw new UserFacingException(
                    ExitCode.USAGE,
                    "the profile rucaibox scores one label file, without --questions; use --profile llava for several");
        }
        return output.write(RucaiboxPope.score(labels.get(0), answers, output.asOfficial()));
    }
}
