package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.checkpoint.CheckpointFolder;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorType;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the finished run of a quickstart. */
class RunHistoryTest {
    @TempDir
    private Path folder;

    @Test
    void aRunIsReplayedTracedExportedRolledBackClosedAndDeleted() throws IOException {
        Path policy = TinyPolicy.write(folder.resolve("policy"));
        Path run = folder.resolve("run");
        Console made = SmallQuickstart.run(run, policy, "--steps", "3", "--set", "learner.policy.rate=3e-4");
        assertThat(made.exitCode()).as(made.toString()).isZero();

        // model and settings come from the ledger
        Console replay = runCommand(run, "replay", "--from", "1", "--to", "3");
        assertThat(replay.exitCode()).as(replay.toString()).isZero();
        assertThat(replay.out())
                .contains("3 versions recomputed: equal, bit for bit")
                .doesNotContain("DIFFERS");
        assertThat(replay.err()).isEmpty();

        Console show = runCommand(run, "ledger", "show", "2", "--json");
        JsonNode version = new ObjectMapper().readTree(show.out());
        assertThat(version.get("settings").get("learner.policy.rate").asText()).isEqualTo("3e-4");
        assertThat(version.get("rewardModelId").asText()).isEqualTo("symbolic");
        assertThat(run.resolve("rounds").resolve(version.get("round").asText())).isRegularFile();
        assertThat(version.get("inputs")).hasSize(8).allSatisfy(input -> {
            assertThat(input.has("fault")).isFalse();
            assertThat(input.get("image").get("sha256").asText()).hasSize(64);
            assertThat(input.get("sampledBy").get(0).get("version").asInt()).isLessThan(2);
        });

        Console rollback = runCommand(run, "adapters", "rollback", "--to", "1");
        assertThat(rollback.exitCode()).as(rollback.toString()).isZero();
        assertThat(rollback.out()).contains("version 4 is version 1 again; 16 open tickets were dropped and 16 issued");

        Console export = runCommand(
                run, "adapters", "export", "4", "--out", folder.resolve("four").toString());
        assertThat(export.exitCode()).as(export.toString()).isZero();
        for (String file : new String[] {"adapter_config.json", "adapter_model.safetensors"}) {
            assertThat(folder.resolve("four").resolve(file))
                    .hasSameBinaryContentAs(run.resolve("adapters/4").resolve(file));
        }

        Console merged = runCommand(
                run,
                "adapters",
                "export",
                "4",
                "--merged",
                "--dtype=bf16",
                "--out",
                folder.resolve("model").toString());
        assertThat(merged.exitCode()).as(merged.toString()).isZero();
        assertThat(merged.out()).contains("merged into the base");
        assertThat(CheckpointFolder.read(folder.resolve("model")).tensors().values())
                .extracting(TensorData::type)
                .containsOnly(TensorType.BF16);

        Console list = runCommand(run, "ledger", "list");
        assertThat(list.out().lines().toList()).hasSize(6);
        Console unknown = runCommand(run, "ledger", "show", "9");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(unknown.err()).contains("has the versions 0 to 4, not 9").hasLineCount(1);

        assertMetricsAreExported(run, version);

        closeAndDelete(run, policy);
    }

    private void assertMetricsAreExported(Path run, JsonNode version) throws IOException {
        Path out = folder.resolve("metrics");
        Console csv = runCommand(run, "export", "metrics", "--to", "csv", "--out", out.toString());
        assertThat(csv.exitCode()).as(csv.toString()).isZero();
        Map<String, Double> exported = new HashMap<>();
        for (String line : Files.readAllLines(out.resolve("quickstart/metrics.csv"))) {
            String[] cells = line.split(",");
            if (cells[0].equals("2") && !cells[2].startsWith("drift")) {
                exported.put(cells[2], Double.valueOf(cells[3]));
            }
        }
        Map<String, Double> recorded = new HashMap<>();
        version.get("metrics")
                .fields()
                .forEachRemaining(metric ->
                        recorded.put(metric.getKey(), metric.getValue().doubleValue()));
        assertThat(exported).isNotEmpty().isEqualTo(recorded);
    }

    private static void closeAndDelete(Path run, Path policy) {
        assertThat(runCommand(run, "runs", "list").out())
                .containsPattern("(?m)^quickstart .* open +4 .* 16 ")
                .hasLineCount(2);
        Console tooEarly = runCommand(run, "runs", "delete", "quickstart");
        assertThat(tooEarly.exitCode()).as(tooEarly.toString()).isNotZero();
        assertThat(tooEarly.err()).contains("factstream runs close quickstart").hasLineCount(1);

        Console close = runCommand(run, "runs", "close", "quickstart");
        assertThat(close.exitCode()).as(close.toString()).isZero();
        assertThat(close.out()).contains("quickstart is closed at version 4; 16 open tickets were dropped");
        assertThat(runCommand(run, "runs", "show", "quickstart").out())
                .containsPattern("(?m)^status +closed$")
                .contains(" + open 0")
                .containsPattern("(?m)^adapters +3 on the topic");
        Console resume = SmallQuickstart.run(run, policy, "--steps", "6", "--set", "learner.policy.rate=3e-4");
        assertThat(resume.exitCode()).as(resume.toString()).isNotZero();
        assertThat(resume.err()).contains("run quickstart was closed at version 4: start a new run");

        Console delete = runCommand(run, "runs", "delete", "quickstart");
        assertThat(delete.exitCode()).as(delete.toString()).isZero();
        assertThat(runCommand(run, "runs", "list").out()).hasLineCount(1);
    }

    @Test
    void aFolderWithoutARunIsNamed() throws IOException {
        Console console = runCommand(Files.createDirectories(folder.resolve("empty")), "ledger", "list");

        assertThat(console.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(console.err()).contains("there is no run in ", "--config").hasLineCount(1);
    }

    private static Console runCommand(Path run, String... command) {
        String[] all = new String[command.length + 2];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "--dir";
        all[command.length + 1] = run.toString();
        return Console.run(all);
    }
}
