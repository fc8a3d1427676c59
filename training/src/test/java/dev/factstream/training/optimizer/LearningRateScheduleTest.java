package dev.factstream.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

    @Test
    void climbsToThePeakAndFollowsHalfACosineDown() {
        LearningRateSchedule rate = new LearningRateSchedule(1.0, 0.1, 4, 104);
        assertThat(rate.at(0)).isEqualTo(0.25);
        assertThat(rate.at(3)).isEqualTo(1.0);
        assertThat(rate.at(4)).isEqualTo(1.0);
        assertThat(rate.at(54)).isCloseTo(0.55, within(1e-12));
        assertThat(rate.at(104)).isCloseTo(0.1, within(1e-12));
        assertThat(rate.at(1000)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void aConstantRateStaysConstant() {
        assertThat(LearningRateSchedule.constant(3e-4).at(0)).isEqualTo(3e-4);
        assertThat(LearningRateSchedule.constant(3e-4).at(99)).isEqualTo(3e-4);
    }

    @Test
    void peakIsHeldUntilTheCoolingBegins() {
        LearningRateSchedule rate = new LearningRateSchedule(1.0, 0, 4, 54, 104);
        assertThat(rate.at(53)).isEqualTo(1.0);
        assertThat(rate.at(79)).isCloseTo(0.5, within(1e-9));
        assertThat(rate.at(104)).isCloseTo(0, within(1e-9));
        assertThat(new LearningRateSchedule(1.0, 0.01, 4, 104, 104).at(103)).isEqualTo(1.0);
    }
}
