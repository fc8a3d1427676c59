package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs each role in a separate process, as on a cluster, with one settings file and in another folder than the installation. */
@ExtendWith(KafkaExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RolesTest {
    private static final String SETTINGS = "stream.properties";

    @TempDir
    private Path dir;

    private Path installation;
    private Path here;

    @BeforeEach
    void makeFolders() throws IOException {
        installation = dir.resolve("installation");
        here = Files.createDirectory(dir.resolve("elsewhere"));
    }

    @Test
    void oneFileServesAllRolesWhichMeetOnTheTopicsAndDrainWhenInterrupted(KafkaFixture kafka)
            throws IOException, InterruptedException {
        Path policy = TinyPolicy.write(installation.resolve("checkpoints/policy"));
        TopicNames names = kafka.newNames();
        Files.writeString(here.resolve(SETTINGS), settings(kafka.bootstrapServers(), names.prefix()));
        succeed("topics", "apply");
        succeed(
                "data",
                "publish",
                "--from",
                policy.resolveSibling("policy-book").toString());

        int management = LocalHttp.freePort();
        try (ConsoleProcess scorer = start("scorer", "--set", "logging.format=json");
                ConsoleProcess actor = start("actor");
                ConsoleProcess drift = start("drift");
                ConsoleProcess dashboard = start("dashboard");
                ConsoleProcess learner = start("learner", "--set", "management.port=" + management)) {
            learner.await("version 1 ");
            LocalHttp.awaitReady(management);
            assertThat(LocalHttp.get(management, "/metrics"))
                    .containsPattern("factstream_learner_policy_version [1-9]");
            for (ConsoleProcess role : List.of(learner, actor, scorer, drift, dashboard)) {
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
        assertThat(succeed("books", "--run", "run")).contains("tickets issued");
        succeed("watch", "--once");
        assertThat(here.resolve("learner/checkpoints")).isDirectory();
        assertThat(new LedgerReader(kafka.clients(), names)
                        .records("run")
                        .get(1)
                        .settings())
                .containsEntry("learner.model", policy.toString())
                .containsEntry("learner.sampling.max.tokens", "12");
    }

    /** Settings of every role; the models are those of the installation. */
    private static String settings(String bootstrapServers, String prefix) {
        return String.join(
                "\n",
                "kafka.bootstrap.servers=" + bootstrapServers,
                "topics.prefix=" + prefix,
                "actor.batch.size=16",
                "actor.http.max.tokens=64",
                "model.dtype=fp32",
                "scorer.state.dir=scorer",
                "scorer.reward.profile=default",
                "learner.dir=learner",
                "learner.rollouts.per.version=8",
                "learner.sampling.max.tokens=12",
                "drift.state.dir=drift",
                "drift.window.rollouts=64",
                "dashboard.port=0",
                "management.silence.seconds=120",
                "logging.format=text");
    }

    @Test
    void aKeyThatNoRoleKnowsIsRefusedByEveryCommand() throws IOException {
        Path file = Files.writeString(here.resolve(SETTINGS), "lerner.dir=run\n");

        for (String command : List.of("topics apply", "books --run run", "watch", "actor", "drift", "replay")) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(List.of("--config", file.toString()));
            Console console = Console.run(arguments.toArray(String[]::new));

            assertThat(console.exitCode()).as(command).isEqualTo(ExitCode.SETTINGS);
            assertThat(console.err()).as(command).contains("unknown setting lerner.dir; did you mean learner.dir?");
        }
    }

    @Test
    void printConfigShowsEffectiveSettingsAndMasksSecrets() {
        Console console = Console.run(
                "scorer",
                "--print-config",
                "--set",
                "scorer.threads=3",
                "--set",
                "kafka.ssl.key.password=hidden",
                "--set",
                "kafka.basic.auth.user.info=me:hidden",
                "--set",
                "learner.seed=3");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .contains("scorer.threads = 3", "kafka.ssl.key.password = ****", "kafka.basic.auth.user.info = ****")
                .doesNotContain("hidden", "learner");
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private String succeed(String... command) throws IOException, InterruptedException {
        try (ConsoleProcess process = start(command)) {
            String printed = process.readToEnd();
            assertThat(process.exitCode()).as(printed).isZero();
            return printed;
        }
    }

    private ConsoleProcess start(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", SETTINGS));
        return ConsoleProcess.start(installation, here, all);
    }
}
