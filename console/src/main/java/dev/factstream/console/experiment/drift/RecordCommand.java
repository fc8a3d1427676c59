package dev.factstream.console.experiment.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.console.cli.Cluster;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.learner.log.TopicScan;
import dev.factstream.learner.ppo.MetricNames;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment record}: how the recorded runs came to be. */
@Command(
        name = "record",
        description =
                "Writes what drift can be seen of in a run's scored rollouts to a file, without words and pictures.")
public final class RecordCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "ID", description = "The run.")
    private String run;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A .csv.gz.")
    private Path out;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = options.load(List.of());
        Cluster.connect(settings).close(Duration.ZERO);
        TopicNames names = CommonSettings.topicNames(settings);
        TopicScan scan = new TopicScan(new KafkaClients(settings));
        TreeMap<String, String> lines = new TreeMap<>(); // by time, then by what they are
        scan.read(names.scoredRollouts(), record -> {
            ScoredRollout scored = Codecs.SCORED.decode(record.value());
            if (scored.rollout().runId().equals(run)) {
                String key = "%015d rollout %d-%d".formatted(record.timestamp(), record.partition(), record.offset());
                lines.put(key, line(record.timestamp(), scored));
            }
        });
        scan.read(names.trainingLedger(), record -> {
            LedgerRecord version = Codecs.LEDGER.decode(record.value());
            if (version.runId().equals(run)) {
                double kl = version.metrics().getOrDefault(MetricNames.KL, Double.NaN);
                String key = "%015d %d".formatted(record.timestamp(), version.version());
                lines.put(key, "version," + record.timestamp() + "," + version.version() + "," + (float) kl);
            }
        });
        try (Writer file = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(out)), UTF_8)) {
            for (String line : lines.values()) {
                file.write(line + "\n");
            }
        }
        spec.commandLine().getOut().println(lines.size() + " lines in " + out);
        return ExitCode.OK;
    }

    private static String line(long timestamp, ScoredRollout scored) {
        Rollout rollout = scored.rollout();
        return String.format(
                Locale.ROOT,
                "rollout,%d,%d,%s,%s,%s,%s,%s,%d,%d,%s,%s,%s",
                timestamp,
                rollout.newestVersion(),
                rollout.actorId(),
                scored.answerKind(),
                (float) scored.reward().correctness(),
                (float) scored.reward().length(),
                (float) scored.reward().missingEnd(),
                scored.correct() ? 1 : 0,
                rollout.tokens().length,
                (float) rollout.meanEntropy(),
                scored.rewardModelId(),
                scored.reward().rewardModel().isPresent()
                        ? (float) scored.reward().rewardModel().getAsDouble()
                        : "");
    }
}
