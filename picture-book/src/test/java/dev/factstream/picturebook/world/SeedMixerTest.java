package dev.factstream.picturebook.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedMixerTest {

    @Test
    void mixedSeedsHaveTheValuesOfEarlierReleases() {
        assertThat(SeedMixer.mix()).isZero();
        assertThat(SeedMixer.mix(0)).isEqualTo(-2152535657050944081L);
        assertThat(SeedMixer.mix(1)).isEqualTo(-7995527694508729151L);
        assertThat(SeedMixer.mix(1, 2)).isEqualTo(-4838594755968170389L);
        assertThat(SeedMixer.mix(-7, 0, 3, Integer.MAX_VALUE)).isEqualTo(-3623746338825907292L);
        assertThat(SeedMixer.random(1, 2).nextInt(1000)).isEqualTo(607);
    }
}
