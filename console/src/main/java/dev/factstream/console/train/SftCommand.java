package dev.factstream.console.train;

import dev.factstream.console.cli.EnumConverter;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.LossAveraging;
import dev.factstream.training.sft.RowChoice;
import dev.factstream.training.sft.SftOptions;
import dev.factstream.training.sft.SftTrainer;
import dev.factstream.training.sft.TokenizerTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream train sft}: trains all weights on conversations about pictures. */
@Command(
        name = "sft",
        description =
                "Trains vision tower, projector and language model on the conversations or checks of a picture book, from"
                        + " scratch unless --from names a model; prints progress and the remaining time.")
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
            description = "Hugging Face folder to start from; it determines the model shape.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "WHICH",
            defaultValue = "conversations",
            converter = RowChoiceConverter.class,
            description = "conversations: answering; checks: judging answers; or both, shuffled"
                    + " (default: ${DEFAULT-VALUE}).")
    private RowChoice choice;

    @Option(names = "--limit-rows", paramLabel = "N", description = "Use N random rows (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "Judging template of checks, with one slot {facts} (default: built in).")
    private Optional<Path> template = Optional.empty();

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of epochs (default: ${DEFAULT-VALUE}).")
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
                    "Share of the steps at the end over which the learning rate decays (default: ${DEFAULT-VALUE}, all).")
    private double cooling;

    @Option(
            names = "--mean",
            paramLabel = "WHAT",
            defaultValue = "tokens",
            converter = LossMeanConverter.class,
            description =
                    "Unit over which the loss is averaged: tokens; or rows, which weighs a one-word verdict as much as a"
                            + " long conversation (default: ${DEFAULT-VALUE}).")
    private LossAveraging mean;

    @Option(
            names = "--validation-rows",
            paramLabel = "N",
            defaultValue = "256",
            description = "Rows held out for validation (default: ${DEFAULT-VALUE}).")
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
            description = "Random seed of weights and order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ModelShapeOptions shape;

    /** Converts {@code conversations}, {@code checks} and {@code both}. */
    static final class RowChoiceConverter extends EnumConverter<RowChoice> {
        RowChoiceConverter() {
            super(RowChoice.values());
        }
    }

    /** Converts {@code tokens} and {@code rows}. */
    static final class LossMeanConverter extends EnumConverter<LossAveraging> {
        LossMeanConverter() {
            super(LossAveraging.values());
        }
    }

    @Override
    public Integer call() throws IOException {
        threads.apply();
        for (String file : choice.files()) {
            if (!Files.isRegularFile(data.resolve(file))) {
                throw new UserFacingException(
                        ExitCode.NO_INPUT,
                        "there is no " + data.resolve(file) + "; --data must be a folder that contains it");
            }
        }
        JudgingTemplate judging = template.map(JudgingTemplate::load).orElseGet(() -> JudgingTemplate.standard(true));
        try {
            if (from.isEmpty()) {
                // the trained model replaces it at the end
                int imageSize = WorldFile.read(data).imageSize();
                FreshModel.write(out, shape.shape(imageSize), TokenizerTexts.of(data, judging), seed);
            }
            // directly to the terminal, to show progress during minutes of work
            SftTrainer.run(options(from.orElse(out), judging), System.out);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, "train sft: " + e.getMessage(), e);
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
