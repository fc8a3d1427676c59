package dev.factstream.actor.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleSeedsTest {

    @Test
    void samplesHaveTheSeedsOfEarlierReleases() {
        assertThat(SampleSeeds.of(17, 0)).isEqualTo(17);
        assertThat(SampleSeeds.of(17, 1)).isEqualTo(-9186087665489710237L);
        assertThat(SampleSeeds.of(17, 2)).isEqualTo(7220676901988789713L);
        assertThat(SampleSeeds.of(17, 15)).isEqualTo(-3668503294106952139L);
        assertThat(SampleSeeds.of(-1, 3)).isEqualTo(4048727598324417001L);
    }
}
