package dev.factstream.console.eval;

import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.picturebook.BenchmarkAnswerLines;
import dev.factstream.evaluation.picturebook.BenchmarkTable;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.picturebook.world.World;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream eval picture-book}: measures a policy's hallucination rate, informativeness and held-out correct rate. */
@Command(
        name = "picture-book",
        description = "Runs a policy on its picture book's benchmark (greedy): score, hallucination rate and"
                + " informativeness by question type; and on held-out yes/no and multiple-choice questions.")
final class PictureBookEvalCommand implements Callable<Integer> {
    private static final long HELD_OUT_SEED = 1;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face folder (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Option(names = "--adapter", paramLabel = "DIR", description = "PEFT folder of an adapter.")
    private Optional<Path> adapter = Optional.empty();

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "960",
            description =
                    "Number of benchmark items, spread evenly over types and topics (default: ${DEFAULT-VALUE}, all).")
    private int items;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Number of held-out yes/no and multiple-choice questions, balanced (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for answers.jsonl: every item, answer and judgement.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (items < 1 || questions < 1) {
            throw new UserFacingException(ExitCode.USAGE, "--items and --questions must be 1 or more");
        }
        TorchThreads.useOne();
        PrintWriter terminal = spec.commandLine().getOut();
        try (VisionLanguageModel model = PolicyFolder.load(policy)) {
            World world = WorldFile.read(policy);
            PolicyEvaluation measured = PolicyEvaluation.measure(
                    model,
                    adapter,
                    PictureBookBenchmark.of(world).first(items),
                    HeldOutQuestions.ofPictureBook(world, questions, HELD_OUT_SEED));
            BenchmarkTable.lines(measured.answers()).forEach(terminal::println);
            terminal.println("held-out: " + measured.heldOut().details());
            if (out.isPresent()) {
                Path file = Files.createDirectories(out.get()).resolve("answers.jsonl");
                BenchmarkAnswerLines.write(file, measured.answers());
                terminal.println("all answers: " + file);
            }
        }
        return ExitCode.OK;
    }
}
