package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.lab.stream.StoppedQuickstart;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.RunReplay;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.replay.ReplayDifference;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that earlier builds made are read, replayed and resumed; {@code formats/README.md} tells how they were made. */
class EarlierRunTest {
    private static final Path POLICY = Path.of("../checkpoints/policy");
    private static final Pattern VALUES = Pattern.compile("recorded (-?\\d[-.E\\d]*), replayed (-?\\d[-.E\\d]*)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = "quickstart-2a5447b")
    void anEarlierRunIsReplayedTracedAndResumed(String name) throws IOException, InterruptedException {
        Path run = unzip(name, folder.resolve(name));

        List<VersionComparison> versions = List.of(replay(run, 1), replay(run, 2));
        assertThat(versions).allSatisfy(version -> {
            assertThat(version.inputs()).isEqualTo(8);
            assertThat(version.metrics()).isGreaterThan(10);
            assertThat(version.checkpoint()).isTrue();
        });
        String arithmetic = TorchArithmetic.hash();
        System.out.println("arithmetic of this machine: " + arithmetic);
        if (arithmetic.equals(resource("arithmetic.txt").strip())) {
            assertThat(versions)
                    .allSatisfy(version -> assertThat(version.differences()).isEmpty());
        } else {
            assertThat(versions).allSatisfy(EarlierRunTest::agreesClosely);
        }

        Console show = Console.run("ledger", "show", "2", "--json", "--dir", run.toString());
        JsonNode version = new ObjectMapper().readTree(show.out());
        assertThat(version.get("inputs"))
                .hasSize(8)
                .allSatisfy(input -> assertThat(input.has("fault")).isFalse());

        Console resumed = Console.run(resume(run));
        assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        assertThat(resumed.out())
                .contains("goes on from version 2 to 3", "version 3/3", "= trained 24 +")
                .containsPattern(QuickstartTest.BOOKS);
        // where a broker starts slowly, Kafka logs that it asked its controller too early, and asks again
        assertThat(run.resolve("factstream.log"))
                .content()
                .doesNotContainPattern(
                        " ERROR (?!\\[quorum-controller-\\d+-event-handler] kafka\\.server\\.ControllerApis )");
        assertThat(replay(run, 3).differences()).isEmpty();
    }

    private static String[] resume(Path run) {
        List<String> arguments = new ArrayList<>(List.of("quickstart", "--steps", "1", "--port", "0"));
        arguments.addAll(List.of("--dir", run.toString(), "--policy", POLICY.toString(), "--reward-model", "none"));
        arguments.addAll(List.of("--dashboard", "none", "--questions", "20", "--pictures", "24", "--items", "0"));
        for (String setting : List.of(
                "learner.lora.rank=1",
                "learner.rollouts.per.version=8",
                "learner.ppo.minibatch=8",
                "learner.checkpoints.every=1")) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments.toArray(String[]::new);
    }

    /** Replays one version from the checkpoint before it. */
    private static VersionComparison replay(Path run, int version) throws IOException, InterruptedException {
        List<VersionComparison> replayed = new ArrayList<>();
        try (StoppedQuickstart stopped = StoppedQuickstart.open(run);
                VisionLanguageModel model = VisionLanguageModel.load(POLICY, Device.cpu())) {
            KafkaClients clients = KafkaClients.of(stopped.bootstrapServers());
            TopicNames names = new TopicNames("");
            VersionHistory history = VersionHistory.read(clients, names, "quickstart");
            Settings given = Settings.of(
                    LearnerSettings.class, Map.of("learner.dir", run.toString(), "learner.model", POLICY.toString()));
            new RunReplay(history, given, clients, names).fromCheckpoints(model, version, version, replayed::add);
        }
        assertThat(replayed).hasSize(1);
        return replayed.get(0);
    }

    /** Compares the metrics; where the arithmetic differs in the last bits, hashes do, too. */
    private static void agreesClosely(VersionComparison version) {
        for (ReplayDifference difference : version.differences()) {
            Matcher values = VALUES.matcher(difference.how());
            if (values.matches()) {
                double recorded = Double.parseDouble(values.group(1));
                assertThat(Double.parseDouble(values.group(2)))
                        .as("version %d, %s", version.record().version(), difference.what())
                        .isCloseTo(recorded, within(1e-5 * Math.max(1, Math.abs(recorded))));
            }
        }
    }

    private static Path unzip(String name, Path to) throws IOException {
        try (InputStream file = EarlierRunTest.class.getResourceAsStream("/formats/" + name + ".zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = to.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip, path);
                }
            }
        }
        return to;
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = EarlierRunTest.class.getResourceAsStream("/formats/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
