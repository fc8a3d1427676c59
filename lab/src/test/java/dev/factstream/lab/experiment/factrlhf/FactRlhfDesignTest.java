package dev.factstream.lab.experiment.factrlhf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.PlannedRun;
import dev.factstream.lab.stream.StreamPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactRlhfDesignTest {
    @Test
    void armsWithASinglePenaltyRunWithTheFirstSeedOnly() {
        FactRlhfDesign design = design(FactRlhfArm.PLAIN, FactRlhfArm.FACTS_LENGTH, FactRlhfArm.FACTS);

        assertThat(design.runs().stream().map(PlannedRun::name))
                .containsExactly("plain-seed7", "facts-length-seed7", "facts-seed7", "plain-seed3", "facts-seed3");
    }

    @Test
    void thePlanOfARunHasTheRewardModelAndTheSettingsOfItsArm() {
        StreamPlan plan = design(FactRlhfArm.values()).plan(new PlannedRun<>(FactRlhfArm.FACTS_LENGTH, 3));

        assertThat(plan.name()).isEqualTo("facts-length-seed3");
        assertThat(plan.seed()).isEqualTo(3);
        assertThat(plan.rewardModel()).contains(Path.of("facts").toAbsolutePath());
        assertThat(plan.pinned())
                .containsExactly("scorer.reward.correctness.weight=0", "scorer.reward.missing.end.fine=0");
    }

    @Test
    void anArmCannotBeGivenTwice() {
        assertThatThrownBy(() -> design(FactRlhfArm.PLAIN, FactRlhfArm.PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--arms needs at least one value and no duplicates");
    }

    private static FactRlhfDesign design(FactRlhfArm... arms) {
        ExperimentOptions common =
                new ExperimentOptions(Path.of("out"), Path.of("policy"), List.of(7L, 3L), 4, 8, 20, 2);
        return new FactRlhfDesign(
                new FactRlhfOptions(common, Path.of("plain"), Path.of("facts"), List.of(arms), 2, 8, 16));
    }
}
