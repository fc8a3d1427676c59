package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs each role in a separate process, as on a cluster. */
@ExtendWith(KafkaExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RolesTest {
    @TempDir
    private Path dir;

    @Test
    void actorScorerAndLearnerMeetOnTheTopicsAndDrainWhenInterrupted(KafkaFixture kafka)
            throws IOException, InterruptedException {
        List<String> cluster = List.of(
                "--set",
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "--set",
                "topics.prefix=" + kafka.newNames().prefix());
        String policy = TinyPolicy.write(dir.resolve("policy")).toString();
        succeed(command(cluster, "topics", "apply"));
        succeed(command(
                cluster, "data", "publish", "--from", dir.resolve("policy-book").toString()));

        int management = LocalHttp.freePort();
        try (ConsoleProcess scorer = ConsoleProcess.start(command(
                        cluster,
                        "scorer",
                        "--set",
                        "scorer.state.dir=" + dir.resolve("state"),
                        "--set",
                        "logging.format=json"));
                ConsoleProcess actor =
                        ConsoleProcess.start(command(cluster, "actor", "--set", "actor.model=" + policy));
                ConsoleProcess learner = ConsoleProcess.start(command(
                        cluster,
                        "learner",
                        "--set",
                        "learner.model=" + policy,
                        "--set",
                        "learner.dir=" + dir.resolve("run"),
                        "--set",
                        "management.port=" + management,
                        "--set",
                        "learner.rollouts.per.version=8",
                        "--set",
                        "learner.sampling.max.tokens=12"))) {
            learner.await("version 1 ");
            assertThat(LocalHttp.get(management, "/ready")).isEqualTo("ok\n");
            assertThat(LocalHttp.get(management, "/metrics"))
                    .containsPattern("factstream_learner_policy_version [1-9]");
            for (ConsoleProcess role : List.of(learner, actor, scorer)) {
                String printed = role.interrupt();
                assertThat(role.exitCode()).as(printed).isZero();
                assertThat(printed).contains("has finished");
            }
            assertThat(scorer.printed()
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .map(RolesTest::json))
                    .anySatisfy(line -> assertThat(line.path("formattedMessage").asText())
                            .isEqualTo("Scorer RUNNING (was REBALANCING)"))
                    .allSatisfy(line -> assertThat(line.path("level").asText()).isIn("INFO", "WARN", "ERROR"));
        }
        assertThat(succeed(command(cluster, "books", "--run", "run")).out()).contains("tickets issued");
    }

    @Test
    void printConfigShowsEffectiveSettingsAndMasksSecrets() {
        Console console = Console.run(
                "scorer", "--print-config", "--set", "scorer.threads=3", "--set", "kafka.ssl.key.password=hidden");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .contains("scorer.threads = 3", "kafka.ssl.key.password = ****")
                .doesNotContain("hidden");
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static Console succeed(List<String> command) {
        Console console = Console.run(command.toArray(String[]::new));
        assertThat(console.exitCode()).as(console.err()).isZero();
        return console;
    }

    private static List<String> command(List<String> cluster, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(cluster);
        return all;
    }
}
