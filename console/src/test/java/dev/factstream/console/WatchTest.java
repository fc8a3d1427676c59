package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class WatchTest {
    private KafkaFixture kafka;
    private TopicNames names;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
    }

    @Test
    void theNewestWindowIsShownWithItsFindingsAndAnAlarmSetsTheExitCode() throws IOException {
        publish(window(0, true, 20, List.of()));
        publish(window(1, true, 21, List.of()));
        publish(summary(0, true, List.of()));
        publish(summary(1, true, List.of(finding(FindingLevel.SUSPICION, 2))));
        assertThat(watch("--once").exitCode()).isZero();

        publish(window(2, true, 30, List.of()));
        publish(summary(2, true, List.of(finding(FindingLevel.ALARM, 3))));
        publish(window(3, false, 31, List.of()));
        publish(summary(3, false, List.of()));

        Console screen = watch("--once");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.out())
                .contains("run run-1  version 13  rollouts 400  window 3 (100 so far)", "ALARM")
                .containsPattern("length +30\\.0000 +2\\.0000 +29\\.0000 +0\\.500 +0\\.250  ▁▂▇█")
                .contains("* ALARM     length-creep, window 2, version 12, 3 in a row: answers are longer");

        Console json = watch("--once", "--json");
        assertThat(json.exitCode()).isEqualTo(1);
        JsonNode run = new ObjectMapper().readTree(json.out()).get("runs").get(0);
        assertThat(run.get("alarm").booleanValue()).isTrue();
        assertThat(run.get("rollouts").intValue()).isEqualTo(400);
        assertThat(run.at("/components/length/distances/psi").doubleValue()).isEqualTo(0.5);
        assertThat(run.at("/findings/0/name").textValue()).isEqualTo("length-creep");
        assertThat(run.get("unacknowledged").textValue()).isEqualTo("length-creep");
        assertThat(run.get("paused").booleanValue()).isFalse(); // the ledger has no learner settings
        assertThat(screen.out()).contains("unacknowledged alarm length-creep in window 2 of run-1");
    }

    @Test
    void anAcknowledgedAlarmStandsWithoutPausingTheLearner() throws IOException {
        publish(summary(2, true, List.of(finding(FindingLevel.ALARM, 3))));

        Console acknowledged = console("acknowledge", "--run", "run-1");

        assertThat(acknowledged.exitCode()).as(acknowledged.err()).isZero();
        assertThat(acknowledged.out()).contains("acknowledged length-creep in window 2 of run-1: answers are longer");
        Console screen = watch("--once");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.out()).contains("ALARM").doesNotContain("acknowledge", "PAUSED");
        assertThat(console("acknowledge", "--run", "run-1").out()).contains("has no unacknowledged alarm");
        assertThat(console("acknowledge", "--run", "other").err()).contains("no closed window of run other");
    }

    @Test
    void anAcknowledgementThatTheBrokerRefusesIsNotReportedAsDone() throws Exception {
        publish(summary(2, true, List.of(finding(FindingLevel.ALARM, 3))));
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, names.rewardDrift());
        AlterConfigOp small = new AlterConfigOp(new ConfigEntry("max.message.bytes", "64"), AlterConfigOp.OpType.SET);
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(small))).all().get();
        }

        Console refused = console("acknowledge", "--run", "run-1");

        assertThat(refused.exitCode()).isEqualTo(69);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("the alarms of run-1 are not acknowledged", "larger than")
                .hasLineCount(1);
    }

    @Test
    void whatARecordSaysNeitherControlsTheTerminalNorBeginsALine() throws IOException {
        publish(summary(
                2, true, List.of(new DriftFinding("name\nFAKE", FindingLevel.ALARM, 3, "\u001b[31mred\u202e"))));

        assertThat(watch("--once").out()).contains("name?FAKE", "?[31mred?").doesNotContain("\u001b", "\u202e");
        assertThat(console("acknowledge", "--run", "run-1").out())
                .contains("name?FAKE", "?[31mred?")
                .hasLineCount(1);
    }

    @Test
    void aStreamWithoutDriftDetectionIsReported() {
        Console nothing = watch("--once");

        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).contains("no window yet", "factstream drift");
    }

    private static DriftFinding finding(FindingLevel level, int windows) {
        return new DriftFinding("length-creep", level, windows, "answers are longer");
    }

    private static DriftRecord window(long number, boolean closed, double mean, List<DriftFinding> findings) {
        return record("length", number, closed, mean, findings);
    }

    private static DriftRecord summary(long number, boolean closed, List<DriftFinding> findings) {
        return record(DriftRecord.FINDINGS, number, closed, 0, findings);
    }

    private static DriftRecord record(
            String component, long number, boolean closed, double mean, List<DriftFinding> findings) {
        return new DriftRecord(
                "run-1",
                component,
                number,
                closed,
                10 + (int) number,
                10 + (int) number,
                100,
                100,
                mean,
                2,
                Map.of("p50", mean - 1),
                closed ? Map.of("psi", 0.5, "ks", 0.25) : Map.of(),
                findings,
                1_700_000_000_000L);
    }

    private void publish(DriftRecord record) {
        TestRecords.send(
                kafka.clients(),
                new ProducerRecord<>(names.rewardDrift(), RecordKeys.bytes(record.key()), Codecs.DRIFT.encode(record)));
    }

    private Console watch(String... options) {
        return console(Stream.concat(Stream.of("watch"), Stream.of(options)).toArray(String[]::new));
    }

    private Console console(String... arguments) {
        return Console.run(Stream.of(
                        Stream.of(arguments),
                        Stream.of("--set", "kafka.bootstrap.servers=" + kafka.bootstrapServers()),
                        Stream.of("--set", "topics.prefix=" + names.prefix()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }
}
