package dev.factstream.console.model;

import ai.djl.Device;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.verify.PrecisionComparison;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream model compare-dtypes}: compares decoding in bf16 and fp32. */
@Command(
        name = "compare-dtypes",
        description =
                "Compares a picture-book policy's answers in bf16 and fp32; exits with 1 if fewer than 95 %% of the"
                        + " greedy tokens agree given the same prefix, or the log-probabilities of sampled tokens differ too much for a learner.")
final class CompareDtypesCommand implements Callable<Integer> {
    private static final double LEAST_AGREEMENT = .95;
    private static final double MOST_K3 = 1e-3;
    private static final double MOST_K3_IN_FP32 = 1e-6;
    private static final long SEED = 1;

    @Parameters(paramLabel = "DIR", description = "Hugging Face folder of a policy, with picture-book.json.")
    private Path folder;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Number of held-out questions, and of requests to describe their pictures (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--new",
            paramLabel = "N",
            defaultValue = "48",
            description = "Maximum tokens of an answer (default: ${DEFAULT-VALUE}).")
    private int newTokens;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        PrintWriter out = spec.commandLine().getOut();
        try (VisionLanguageModel exact = PolicyFolder.load(folder);
                VisionLanguageModel narrow = VisionLanguageModel.load(folder, Device.cpu(), Precision.BF16)) {
            PrecisionComparison compared = PrecisionComparison.of(exact, narrow, prompts(exact), newTokens);
            out.printf(
                    Locale.ROOT,
                    "%d greedy tokens of fp32: bf16 agrees on %.2f %% given the same prefix, on %.2f %% given"
                            + " its own%n",
                    compared.tokens(),
                    100 * compared.forced(),
                    100 * compared.free());
            out.printf(
                    Locale.ROOT,
                    "k3 between an actor's sampling and a learner in fp32: bf16 actor %.3g, fp32 actor %.3g%n",
                    compared.k3(),
                    compared.k3InFp32());
            boolean good = compared.forced() >= LEAST_AGREEMENT
                    && compared.k3() < MOST_K3
                    && compared.k3InFp32() < MOST_K3_IN_FP32;
            return good ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private List<EncodedPrompt> prompts(VisionLanguageModel model) throws IOException {
        return HeldOutQuestions.ofPictureBook(WorldFile.read(folder), questions, SEED).stream()
                .flatMap(question -> List.of(question.text(), "Please describe the picture.").stream()
                        .map(text -> encode(model, text, question)))
                .toList();
    }

    private static EncodedPrompt encode(VisionLanguageModel model, String text, HeldOutQuestion question) {
        float[] pixels = model.imageProcessor().orElseThrow().pixels(question.image());
        return model.promptEncoder().encode(text, Optional.of(pixels));
    }
}
