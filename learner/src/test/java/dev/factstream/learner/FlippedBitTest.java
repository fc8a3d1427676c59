package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.learner.replay.ReplayDifference;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flips one bit of a stored rollout in the log file on the disk while the broker is down. */
class FlippedBitTest {

    private static final TopicNames NAMES = new TopicNames("");

    @TempDir
    Path folder;

    @Test
    void replayNamesTheRecordAndWhatItChanges() throws IOException {
        InputCoordinate input;
        byte[] value;
        try (VisionLanguageModel model = TinyModel.load(folder.resolve("model"), 1)) {
            try (EmbeddedBroker broker = start()) {
                ScriptedRun run = run(broker, model).withQuestions();
                run.make(2);
                input = run.history().recordOf(2).inputs().get(1);
                value = TestRecords.read(run.clients(), NAMES.scoredRollouts(), 2 * ScriptedRun.BATCH).stream()
                        .filter(raw -> raw.partition() == input.partition() && raw.offset() == input.offset())
                        .findFirst()
                        .orElseThrow()
                        .value();
            }

            flip(value);

            try (EmbeddedBroker broker = start()) {
                List<VersionComparison> made = run(broker, model).replay(1, 2);

                assertThat(made).hasSize(2);
                assertThat(made.get(0).equal()).isTrue();
                List<ReplayDifference> differences = made.get(1).differences();
                assertThat(differences.get(0).toString())
                        .startsWith("input: rollout " + input.rolloutId() + " at " + NAMES.scoredRollouts() + "-"
                                + input.partition() + "@" + input.offset() + " has sha256 ")
                        .endsWith("but the ledger names " + input.sha256().orElseThrow());
                assertThat(differences)
                        .extracting(ReplayDifference::what)
                        .contains("importance.ess", "policy.loss", "critic.loss", "adapter");
            }
        }
    }

    private EmbeddedBroker start() {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        TopicTool.apply(clients(broker), NAMES, TopicOverrides.none());
        return broker;
    }

    private ScriptedRun run(EmbeddedBroker broker, VisionLanguageModel model) {
        return new ScriptedRun(clients(broker), NAMES, model, folder.resolve("run"));
    }

    /** Clients without compression, so that a bit of a value is a bit of the file. */
    private static KafkaClients clients(EmbeddedBroker broker) {
        return new KafkaClients(Settings.of(
                CommonSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "kafka.producer.compression.type",
                        "none")));
    }

    /** Flips the lowest bit of the first log-probability of the value, which the file contains once. */
    private void flip(byte[] value) throws IOException {
        byte[] logProb = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(-5.5f)
                .array();
        int flips = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("broker"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                byte[] content = Files.readAllBytes(file);
                int place = indexOf(content, value);
                if (place >= 0) {
                    content[place + indexOf(value, logProb)] ^= 1;
                    Files.write(file, content);
                    flips++;
                }
            }
        }
        assertThat(flips).isEqualTo(1);
    }

    private static int indexOf(byte[] content, byte[] part) {
        for (int at = 0; at + part.length <= content.length; at++) {
            if (ByteBuffer.wrap(content, at, part.length).equals(ByteBuffer.wrap(part))) {
                return at;
            }
        }
        return -1;
    }
}
