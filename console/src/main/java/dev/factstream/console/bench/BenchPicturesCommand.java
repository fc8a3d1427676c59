package dev.factstream.console.bench;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.bench.PictureReads;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code factstream bench pictures}: measures random reads of pictures. */
@Command(
        name = "pictures",
        description =
                "Measures random reads of pictures from the topic pictures, without a cache, on an embedded broker; exits with 1 if"
                        + " the network carries more than --most bytes per byte of the pictures.")
public final class BenchPicturesCommand implements Callable<Integer> {
    private static final long SEED = 1;
    private static final double KILOBYTE = 1e3;
    private static final double MEGABYTE = 1e6;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Reads (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Pictures to choose from (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "160000",
            description = "Bytes of a picture (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--most",
            paramLabel = "RATIO",
            defaultValue = "1.5",
            description = "Allowed bytes over the network per byte of the pictures (default: ${DEFAULT-VALUE}).")
    private double most;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int largest = TopicCatalogue.DEFAULT_LARGEST_PICTURE;
        if (count < 1 || pictures < 1 || size < 1 || size > largest) {
            throw new ParameterException(
                    spec.commandLine(), "--count, --pictures and --size must be 1 or more, --size at most " + largest);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("bench", TopicOverrides.none());
                PictureFetcher fetcher = fetcher(broker)) {
            PictureReads reads = new PictureReads(SEED);
            reads.write(broker.clients(), broker.names().pictures(), pictures, size);
            PictureReads.Cost cost = reads.read(fetcher, count, done -> {
                out.printf(Locale.ROOT, "%d of %d reads%n", done, count);
                out.flush();
            });
            out.printf(
                    Locale.ROOT,
                    "%d random reads of %d pictures of %.0f KB: %.1f MB over the network, %.3f bytes per byte of the pictures;"
                            + " p50 %.1f ms, p99 %.1f ms, %.0f reads/s%n",
                    count,
                    pictures,
                    size / KILOBYTE,
                    cost.wire() / MEGABYTE,
                    cost.overhead(),
                    cost.median(),
                    cost.slow(),
                    count / cost.seconds());
            return cost.overhead() <= most ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private static PictureFetcher fetcher(TemporaryBroker broker) {
        return PictureFetcher.of(Settings.of(
                CommonSettings.class,
                Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "topics.prefix", broker.names().prefix(),
                        "pictures.cache.bytes", "0")));
    }
}
