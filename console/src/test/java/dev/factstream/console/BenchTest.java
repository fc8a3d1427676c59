package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchTest {
    @TempDir
    private Path folder;

    @Test
    void scoringIsMeasuredAloneAndInTheStreamAndTheCommitIntervalIsPrinted() throws IOException {
        Path model = TinyPolicy.rewardModel(
                TinyPolicy.write(folder.resolve("policy")), true, folder.resolve("reward-model"));

        Console console = Console.run(
                "bench",
                "score",
                "--reward-model",
                model.toString(),
                "--batch",
                "4",
                "--rollouts",
                "32",
                "--rounds",
                "1");

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .contains("batches of 4", "commit interval 100 ms")
                .containsPattern("median ratio \\d+\\.\\d\\d");
    }

    @Test
    void readsOfPicturesAreMeasuredAndFailAboveTheAllowedBytes() {
        Console console = Console.run("bench", "pictures", "--count", "100", "--pictures", "20", "--most", "0.5");

        assertThat(console.exitCode()).as(console.toString()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(console.out())
                .containsPattern(
                        "100 random reads of 20 pictures of 160 KB: \\d+\\.\\d MB over the network, 1\\.[0-4]\\d+");
    }
}
