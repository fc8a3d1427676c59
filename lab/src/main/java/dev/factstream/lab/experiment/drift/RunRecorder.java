package dev.factstream.lab.experiment.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Records a run for the drift experiment. Stateless. */
public final class RunRecorder {
    private RunRecorder() {}

    /**
     * Reads the run's scored rollouts and versions from the topics and writes the file; holds one line per record in memory.
     *
     * @param file its name ends in {@code .csv.gz}
     * @return the number of lines
     * @throws dev.factstream.runtime.failure.UserFacingException if a rollout has no reward-model score
     */
    public static int record(KafkaClients clients, TopicNames names, String runId, Path file) throws IOException {
        SortedMap<String, String> lines = lines(clients, names, runId);
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8)) {
            for (String line : lines.values()) {
                writer.write(line + "\n");
            }
        }
        return lines.size();
    }

    /** Returns the lines by time; of the same millisecond, versions come before rollouts. */
    private static SortedMap<String, String> lines(KafkaClients clients, TopicNames names, String runId) {
        SortedMap<String, String> lines = new TreeMap<>();
        TopicScanner scan = new TopicScanner(clients);
        scan.read(names.scoredRollouts(), record -> {
            ScoredRollout scored = Codecs.SCORED.decode(record.value());
            if (scored.rollout().runId().equals(runId)) {
                String order = "rollout " + record.partition() + "-" + record.offset();
                lines.put(key(record.timestamp(), order), RunRecordingFile.line(record.timestamp(), scored));
            }
        });
        scan.read(names.trainingLedger(), record -> {
            LedgerRecord version = Codecs.LEDGER.decode(record.value());
            if (version.runId().equals(runId)) {
                String order = Integer.toString(version.version());
                lines.put(key(record.timestamp(), order), RunRecordingFile.line(record.timestamp(), version));
            }
        });
        return lines;
    }

    private static String key(long atMillis, String order) {
        return String.format(Locale.ROOT, "%015d %s", atMillis, order);
    }
}
