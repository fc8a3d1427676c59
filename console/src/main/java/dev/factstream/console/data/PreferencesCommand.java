package dev.factstream.console.data;

import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.training.preference.PreferenceCollector;
import dev.factstream.training.preference.PreferenceCounts;
import dev.factstream.training.preference.PreferenceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream data preferences}: writes pairs of a policy's answers, labelled by the facts of the picture. */
@Command(
        name = "preferences",
        description = "Samples two answers of a policy to each question and prefers the one that hallucinates less,"
                + " or else the more informative one; adds simulated annotation errors.")
final class PreferencesCommand implements Callable<Integer> {
    private static final double EVASIVE_SHARE = 0.15;

    @Option(names = "--policy", required = true, paramLabel = "DIR", description = "Hugging Face folder.")
    private Path policy;

    @Option(names = "--adapter", paramLabel = "DIR", description = "PEFT folder of the adapter to sample with.")
    private Optional<Path> adapter = Optional.empty();

    @Option(
            names = "--world",
            paramLabel = "NAME|FILE",
            description = "tiny, small, medium, full, or a picture-book.json (default: the policy's).")
    private Optional<String> world = Optional.empty();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            defaultValue = "train",
            description = "train, validation or held-out (default: ${DEFAULT-VALUE}).")
    private String split;

    @Option(names = "--count", required = true, paramLabel = "N", description = "Number of pairs to write.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed of pictures, answers and errors (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write; created if missing.")
    private Path out;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            defaultValue = "0.7",
            description = "Sampling temperature (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--noise",
            paramLabel = "P",
            defaultValue = "0.1",
            description = "Share of wrong labels (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--written-share",
            paramLabel = "P",
            defaultValue = "0.1",
            description =
                    "Share of pairs made of the picture book's true and false answers (default: ${DEFAULT-VALUE}).")
    private double writtenShare;

    @Option(
            names = "--evasive-share",
            paramLabel = "P",
            description =
                    "Share of pairs made of two true answers, one of which evades the question: cut short, hedged, or"
                            + " about something else (default: " + EVASIVE_SHARE + ", or what --written-share leaves).")
    private Optional<Double> evasiveShare = Optional.empty();

    @Mixin
    private ThreadsOption threads;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        if (!Files.isRegularFile(policy.resolve("config.json"))) {
            throw new UserFacingException(ExitCode.NO_INPUT, "there is no model in " + policy);
        }
        try {
            World drawn = world();
            PreferenceOptions options = new PreferenceOptions(
                    policy,
                    adapter,
                    drawn,
                    Split.named(split),
                    count,
                    seed,
                    temperature,
                    noise,
                    writtenShare,
                    evasiveShare.orElse(Math.min(EVASIVE_SHARE, 1 - writtenShare)),
                    out);
            // directly to the terminal, to show progress during minutes of work
            PreferenceCounts counts = PreferenceCollector.run(options, System.out);
            WorldFile.write(out, drawn);
            System.out.println(counts);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, "data preferences: " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private World world() throws IOException {
        if (world.isEmpty()) {
            return WorldFile.read(policy);
        }
        Path file = Path.of(world.get());
        if (Files.isDirectory(file)) {
            return WorldFile.read(file);
        }
        return Files.isRegularFile(file)
                ? WorldFile.read(file.toAbsolutePath().getParent())
                : World.preset(world.get());
    }
}
