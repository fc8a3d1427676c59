package dev.factstream.console.bench;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.bench.RepeatedMeasurement;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench log}: measures the throughput of the Kafka log. */
@Command(
        name = "log",
        description =
                "Measures the rollouts per second that are encoded, written, read and decoded, on an embedded broker.")
public final class BenchLogCommand implements Callable<Integer> {
    private static final int PICTURES = 24;
    private static final Duration WAIT = Duration.ofMillis(100);

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Rollouts written and read per round (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Mixin
    private RoundsOption rounds = new RoundsOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SampleRollouts samples = new SampleRollouts("bench", PICTURES, 1);
        List<Rollout> all =
                IntStream.range(0, rollouts).mapToObj(samples::rollout).toList();
        long bytes = all.stream()
                .mapToLong(rollout -> Codecs.ROLLOUTS.encode(rollout).length)
                .sum();
        TopicNames names = new TopicNames("");
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicTool.apply(clients, names, TopicOverrides.none());
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("bench"));
                    TopicFollower reader = TopicFollower.open(
                            clients.consumer("bench-reader"), StartOffsets.beginning(), names.rollouts())) {
                out.printf(Locale.ROOT, "%d rollouts of %d bytes on average%n", rollouts, bytes / rollouts);
                double rate = rounds.measurement()
                        .run(out, "rollouts", rollouts, () -> pass(all, names.rollouts(), producer, reader));
                out.printf(Locale.ROOT, "%.1f MiB/s%n", rate * bytes / rollouts / (1 << 20));
                RepeatedMeasurement.printPeakMemory(out);
            }
        }
        return ExitCode.OK;
    }

    private static void pass(List<Rollout> all, String topic, Producer<byte[], byte[]> producer, TopicFollower reader) {
        all.forEach(rollout -> producer.send(new ProducerRecord<>(
                topic, RecordKeys.bytes(rollout.question().promptId()), Codecs.ROLLOUTS.encode(rollout))));
        producer.flush();
        for (int read = 0; read < all.size(); ) {
            read += reader.poll(WAIT, record -> Codecs.ROLLOUTS.decode(record.value()));
        }
    }
}
