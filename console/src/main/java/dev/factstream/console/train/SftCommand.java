package dev.factstream.console.train;

import dev.factstream.console.cli.ChoiceConverter;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.console.data.WorldFile;
import dev.factstream.learner.sft.FreshModel;
import dev.factstream.learner.sft.LossMean;
import dev.factstream.learner.sft.RowChoice;
import dev.factstream.learner.sft.SftOptions;
import dev.factstream.learner.sft.SftTrainer;
import dev.factstream.learner.sft.TokenizerTexts;
import dev.factstream.model.reward.JudgingTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream train sft}: every weight, on conversations about pictures. */
@Command(
        name = "sft",
        description =
                "Trains vision tower, projector and language model on the conversations or checks of a picture book, from"
                        + " scratch unless --from names a model; shows progress and time left.")
final class SftCommand implements Callable<Integer> {
    private static final double WARMUP_SHARE = 0.03;
    private static final double WEIGHT_DECAY = 0.01;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with sft.jsonl or checks.jsonl, and their pictures.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Hugging Face folder to write.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Hugging Face folder to go on from; its shape holds then.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "WHICH",
            defaultValue = "conversations",
            converter = Rows.class,
            description = "conversations, to see and answer; checks, to judge answers; or both, shuffled"
                    + " (default: ${DEFAULT-VALUE}).")
    private RowChoice choice;

    @Option(names = "--limit-rows", paramLabel = "N", description = "Use N rows, chosen at random (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "The judging turn of checks, with one slot {facts} (default: the project's own).")
    private Optional<Path> template = Optional.empty();

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Passes over the data (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Rows per step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "4e-4",
            description = "Peak learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--cooling",
            paramLabel = "SHARE",
            defaultValue = "1",
            description =
                    "Share of the steps, the last ones, in which the rate falls (default: ${DEFAULT-VALUE}, all).")
    private double cooling;

    @Option(
            names = "--mean",
            paramLabel = "WHAT",
            defaultValue = "tokens",
            converter = Mean.class,
            description =
                    "What the loss is a mean over: tokens; or rows, where a verdict of one word weighs as much as a"
                            + " long conversation (default: ${DEFAULT-VALUE}).")
    private LossMean mean;

    @Option(
            names = "--validation-rows",
            paramLabel = "N",
            defaultValue = "256",
            description = "Rows held out to validate on (default: ${DEFAULT-VALUE}).")
    private int validationRows;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "Steps between validations (default: ${DEFAULT-VALUE}).")
    private int validateEvery;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of weights and order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ShapeOptions shape;

    /** {@code conversations}, {@code checks} or {@code both}. */
    static final class Rows extends ChoiceConverter<RowChoice> {
        Rows() {
            super(RowChoice.values());
        }
    }

    /** {@code tokens} or {@code rows}. */
    static final class Mean extends ChoiceConverter<LossMean> {
        Mean() {
            super(LossMean.values());
        }
    }

    @Override
    public Integer call() throws IOException {
        threads.apply();
        for (String file : choice.files()) {
            if (!Files.isRegularFile(data.resolve(file))) {
                throw new ConsoleException(
                        ExitCode.NO_INPUT,
                        "there is no " + data.resolve(file) + "; --data takes a folder that has one");
            }
        }
        JudgingTemplate judging = template.map(JudgingTemplate::load).orElseGet(() -> JudgingTemplate.standard(true));
        try {
            if (from.isEmpty()) {
                // what is trained replaces it in the end
                int imageSize = WorldFile.read(data).imageSize();
                FreshModel.write(out, shape.shape(imageSize), TokenizerTexts.of(data, judging), seed);
            }
            // on the terminal at once: people watch it for minutes
            SftTrainer.run(options(from.orElse(out), judging), System.out);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(ExitCode.USAGE, "train sft: " + e.getMessage(), e);
        }
        WorldFile.copy(data, out);
        return ExitCode.OK;
    }

    private SftOptions options(Path start, JudgingTemplate judging) {
        return new SftOptions(
                start,
                data,
                choice,
                limit,
                judging,
                out,
                epochs,
                batch,
                rate,
                WARMUP_SHARE,
                cooling,
                mean,
                WEIGHT_DECAY,
                validationRows,
                validateEvery,
                seed);
    }
}
