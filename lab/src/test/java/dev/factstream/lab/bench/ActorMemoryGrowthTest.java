package dev.factstream.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorMemoryGrowthTest {
    @Test
    void measuresAfterTheFirstRolloutsAndThenAtATenthOfAllUntilTheLast() {
        assertThat(ActorMemoryGrowth.targets(10, 95)).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 95);
        assertThat(ActorMemoryGrowth.targets(2, 100)).startsWith(2, 10, 20).endsWith(90, 100);
        assertThat(ActorMemoryGrowth.targets(20, 60)).containsExactly(20, 40, 60);
        assertThat(ActorMemoryGrowth.targets(40, 60)).containsExactly(40, 60);
    }
}
