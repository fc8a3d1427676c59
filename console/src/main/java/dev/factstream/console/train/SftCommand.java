package dev.factstream.console.train;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.data.WorldFile;
import dev.factstream.data.rows.SftRows;
import dev.factstream.learner.sft.FreshModel;
import dev.factstream.learner.sft.SftOptions;
import dev.factstream.learner.sft.SftTrainer;
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
                "Trains vision tower, projector and language model on the conversations of a picture book, from scratch"
                        + " unless --from names a model; shows progress and time left.")
final class SftCommand implements Callable<Integer> {
    private static final double WARMUP_SHARE = 0.03;
    private static final double WEIGHT_DECAY = 0.01;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with sft.jsonl and its pictures.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Hugging Face folder to write.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Hugging Face folder to go on from; its shape holds then.")
    private Optional<Path> from = Optional.empty();

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
            description = "Conversations per step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "4e-4",
            description = "Peak learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--validation-rows",
            paramLabel = "N",
            defaultValue = "256",
            description = "Conversations held out to validate on (default: ${DEFAULT-VALUE}).")
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

    @Override
    public Integer call() throws IOException {
        Path rows = data.resolve(SftRows.FILE);
        if (!Files.isRegularFile(rows)) {
            throw new ConsoleException(
                    ExitCode.NO_INPUT, "there is no " + rows + "; --data takes a folder that has one");
        }
        try {
            if (from.isEmpty()) {
                // what is trained replaces it in the end
                FreshModel.write(out, shape.shape(WorldFile.read(data).imageSize()), SftRows.read(rows), seed);
            }
            // on the terminal at once: people watch it for minutes
            SftTrainer.run(options(from.orElse(out), rows), System.out);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(ExitCode.USAGE, "train sft: " + e.getMessage(), e);
        }
        WorldFile.copy(data, out);
        return ExitCode.OK;
    }

    private SftOptions options(Path start, Path rows) {
        return new SftOptions(
                start, rows, out, epochs, batch, rate, WARMUP_SHARE, WEIGHT_DECAY, validationRows, validateEvery, seed);
    }
}
