package dev.factstream.schemas.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Released runs recorded these values: another value would change their questions, samples and weights. */
class SplitMixSeedsTest {

    @Test
    void derivedSeedsHaveTheValuesOfEarlierReleases() {
        assertThat(SplitMixSeeds.derive(0)).isEqualTo(-2152535657050944081L);
        assertThat(SplitMixSeeds.derive(1)).isEqualTo(-7995527694508729151L);
        assertThat(SplitMixSeeds.derive(7, -1)).isEqualTo(-5292700601858367275L);
        assertThat(SplitMixSeeds.derive(1, 0)).isEqualTo(-3706550568656350475L);
        assertThat(SplitMixSeeds.derive(1, 1)).isEqualTo(-7685165990718988377L);
        assertThat(SplitMixSeeds.derive(42, 3, 9)).isEqualTo(1956857119933309508L);
        assertThat(SplitMixSeeds.derive(-5, Long.MAX_VALUE, -1, 2)).isEqualTo(1350046911098846941L);
    }

    @Test
    void numbersOfASeedHaveTheValuesOfThePublishedAlgorithm() {
        // the first five numbers of the reference implementation in C (Vigna, splitmix64.c) for seed 1234567
        assertThat(SplitMixSeeds.number(1234567, 0)).isEqualTo(6457827717110365317L);
        assertThat(SplitMixSeeds.number(1234567, 1)).isEqualTo(3203168211198807973L);
        assertThat(Long.toUnsignedString(SplitMixSeeds.number(1234567, 2))).isEqualTo("9817491932198370423");
        assertThat(SplitMixSeeds.number(1234567, 3)).isEqualTo(4593380528125082431L);
        assertThat(Long.toUnsignedString(SplitMixSeeds.number(1234567, 4))).isEqualTo("16408922859458223821");
    }
}
