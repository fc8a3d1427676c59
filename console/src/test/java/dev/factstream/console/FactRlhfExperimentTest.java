package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A minimal experiment with real streams and untrained reward models. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FactRlhfExperimentTest {
    @TempDir
    private Path folder;

    @Test
    void aKilledExperimentResumesAndComparesItsArms() throws IOException {
        Path policy = TinyPolicy.write(folder.resolve("policy"));
        Path plain = TinyPolicy.rewardModel(policy, false, folder.resolve("plain"));
        Path facts = TinyPolicy.rewardModel(policy, true, folder.resolve("facts"));
        Path out = folder.resolve("out");
        List<String> arguments = arguments(out, policy, plain + "," + facts);
        try (ConsoleProcess process = ConsoleProcess.start(arguments)) {
            process.await("facts-seed1 (run 2 of 2)  version 1/1");
        }

        Console resumed = Console.run(arguments.toArray(String[]::new));

        assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        assertThat(resumed.out())
                .contains("1 unfinished", "SFT: hallucination", "facts-seed1: hallucination")
                .doesNotContain("plain-seed1 (run 1 of 2)");
        assertThat(out.resolve("table.md"))
                .content()
                .contains("| SFT |", "| plain | 1 |", "| facts − plain | over seeds |");
        assertThat(out.resolve("hallucination-rate.png")).isNotEmptyFile();
        assertThat(out.resolve("results.json")).isNotEmptyFile();
        assertThat(Files.readAllLines(out.resolve("results.csv"))).hasSize(4);

        Console again = Console.run(arguments.toArray(String[]::new));
        assertThat(again.out()).contains("0 unfinished").doesNotContain("version 1/1");

        arguments.set(arguments.indexOf("--pictures") + 1, "21");
        Console other = Console.run(arguments.toArray(String[]::new));
        assertThat(other.exitCode()).isEqualTo(ExitCode.SETTINGS);
        assertThat(other.err()).contains("--pictures 20, not 21", "--out").hasLineCount(1);
    }

    private static List<String> arguments(Path out, Path policy, String rewardModels) {
        List<String> arguments = new ArrayList<>(List.of("experiment", "fact-rlhf", "--seeds", "1", "--steps", "1"));
        arguments.addAll(List.of("--arms", "plain,facts", "--out", out.toString(), "--policy", policy.toString()));
        arguments.addAll(List.of("--reward-models", rewardModels, "--pictures", "20", "--questions", "8"));
        arguments.addAll(List.of("--items", "8", "--final-items", "16"));
        arguments.addAll(List.of("--set", "learner.rollouts.per.version=8", "--set", "learner.ppo.minibatch=4"));
        arguments.addAll(List.of("--set", "learner.sampling.max.tokens=12"));
        return arguments;
    }
}
