package dev.factstream.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.drift.stream.DriftInputCodec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KllSketchTest {
    @Test
    void upToKValuesAreKeptExactly() {
        double[] values = new Random(1).doubles(KllSketch.K).toArray();

        EmpiricalDistribution distribution = sketch(values).distribution();

        Arrays.sort(values);
        assertThat(distribution.values()).containsExactly(values);
        assertThat(distribution.quantile(0.5)).isEqualTo(values[KllSketch.K / 2 - 1]);
    }

    @Test
    void ranksOfAHundredThousandValuesAreWithinOnePercentAlsoWhenSketchesAreMerged() {
        double[] values = new Random(2).doubles(100_000).toArray();
        KllSketch merged = new KllSketch();
        for (int part = 0; part < 10; part++) {
            merged.addAll(sketch(Arrays.copyOfRange(values, part * 10_000, (part + 1) * 10_000)));
        }

        for (KllSketch sketch : new KllSketch[] {sketch(values), merged}) {
            EmpiricalDistribution distribution = sketch.distribution();
            assertThat(distribution.count()).isEqualTo(100_000);
            assertThat(distribution.values()).hasSizeLessThan(4 * KllSketch.K);
            for (double x = 0.05; x < 1; x += 0.05) {
                assertThat(distribution.atMost(x)).isCloseTo(x, within(0.01));
            }
        }
    }

    @Test
    void equalStreamsGiveEqualSketchesAndSketchesSurviveSerialisation() {
        double[] values = new Random(3).doubles(5_000).toArray();
        KllSketch sketch = sketch(values);

        KllSketch back = DriftInputCodec.read(DriftInputCodec.bytes(sketch::write), KllSketch::read);

        assertThat(DriftInputCodec.bytes(sketch(values)::write)).isEqualTo(DriftInputCodec.bytes(sketch::write));
        back.add(0.5);
        sketch.add(0.5);
        assertThat(DriftInputCodec.bytes(back::write)).isEqualTo(DriftInputCodec.bytes(sketch::write));
    }

    private static KllSketch sketch(double[] values) {
        KllSketch sketch = new KllSketch();
        Arrays.stream(values).forEach(sketch::add);
        return sketch;
    }
}
