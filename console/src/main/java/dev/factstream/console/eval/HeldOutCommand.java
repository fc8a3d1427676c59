package dev.factstream.console.eval;

import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.policy.HeldOutComparison;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream eval held-out}: measures a policy's correct rate on held-out pictures. */
@Command(
        name = "held-out",
        description =
                "Measures a policy's correct rate on held-out pictures of its picture book, and with shuffled pictures (greedy).")
final class HeldOutCommand implements Callable<Integer> {
    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Hugging Face folder (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Option(names = "--adapter", paramLabel = "DIR", description = "PEFT folder of an adapter to compare.")
    private Optional<Path> adapter = Optional.empty();

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of questions, balanced by answer (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed of the pictures (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (VisionLanguageModel model = PolicyFolder.load(policy)) {
            List<HeldOutQuestion> asked = HeldOutQuestions.ofPictureBook(WorldFile.read(policy), questions, seed);
            HeldOutComparison rates = HeldOutComparison.measure(model, adapter, asked);
            print(out, "policy", rates.before());
            adapter.ifPresent(folder -> print(out, "adapter", rates.after()));
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, String subject, HeldOutComparison.Rates rates) {
        out.println(subject + ": " + rates.correct().details());
        out.println(subject + ", pictures shuffled: " + rates.shuffled().details());
    }
}
