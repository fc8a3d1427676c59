package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.failure.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainRewardModelTest {
    @TempDir
    private Path folder;

    @Test
    void aTrainedJudgeBecomesARewardModelThatLoads() {
        run("data picture-book --count 24 --dial world=tiny --dial image-size=24 --out " + path("book"));
        run("train sft --rows both --limit-rows 40 --threads 1 --data " + path("book") + " --out " + path("judge")
                + " --epochs 1 --batch 8 --validation-rows 8 --patch 12 --hidden 32 --layers 1"
                + " --vision-hidden 16 --vision-layers 1 --heads 2");
        assertThat(run("eval reading --rows 12 --model " + path("judge") + " --data " + path("book")))
                .contains("captions only  agrees with the truth in", "picture only", "both", "all");
        // a judge trained so briefly does not end its answers, so use the book's answers
        run("data preferences --count 24 --written-share 1 --threads 1 --policy " + path("judge") + " --out "
                + path("pairs"));
        run("train reward-model --facts --threads 1 --epochs 1 --batch 8 --rank 2 --validation-rows 8 --base "
                + path("judge") + " --data " + path("pairs") + " --out " + path("reward"));

        assertThat(path("reward").resolve("report.json")).isNotEmptyFile();
        try (RewardModel model = RewardModel.load(path("reward"), Device.cpu())) {
            assertThat(model.readsFacts()).isTrue();
        }
    }

    @Test
    void aRewardModelNeedsPairsAndAFactsOption() {
        Console noPairs = Console.run("train reward-model --no-facts --base x --out y --data "
                .concat(folder.toString())
                .split(" "));
        assertThat(noPairs.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(noPairs.err()).contains("data preferences").hasLineCount(1);

        Console undecided = Console.run("train", "reward-model", "--base", "x", "--out", "y", "--data", "z");
        assertThat(undecided.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(undecided.err()).contains("--facts | --no-facts");
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private static String run(String line) {
        Console console = Console.run(line.split(" "));
        assertThat(console.exitCode()).as(line + ": " + console.err()).isZero();
        return console.out();
    }
}
