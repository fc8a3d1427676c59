package dev.factstream.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.stream.DriftInputCodec;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.runtime.settings.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedSampleTest {
    @Test
    void valuesUpToTheCapacityAreKeptExactly() {
        double[] values = new Random(1).doubles(BoundedSample.CAPACITY).toArray();

        EmpiricalDistribution distribution = sample(values).distribution();

        Arrays.sort(values);
        assertThat(distribution.values()).containsExactly(values);
        assertThat(distribution.quantile(0.5)).isEqualTo(values[BoundedSample.CAPACITY / 2 - 1]);
    }

    @Test
    void aSketchOfAnEarlierBuildIsRead() {
        byte[] sketch = DriftInputCodec.bytes(out -> {
            out.writeLong(5);
            out.writeLong(1);
            out.writeInt(2);
            out.writeInt(1);
            out.writeDouble(0.5);
            out.writeInt(2); // each stands for two
            out.writeDouble(0.25);
            out.writeDouble(0.75);
        });

        EmpiricalDistribution distribution =
                DriftInputCodec.read(sketch, BoundedSample::readSketch).distribution();

        assertThat(distribution.count()).isEqualTo(5);
        assertThat(distribution.values()).containsExactly(0.25, 0.5, 0.75);
        assertThat(distribution.atMost(0.25)).isEqualTo(0.4);
        assertThat(distribution.atMost(0.5)).isEqualTo(0.6);
    }

    @Test
    void theDefaultReferenceIsExact() {
        DriftSettings settings = Settings.of(DriftSettings.class, Map.of()).bind(DriftSettings.class);

        assertThat(settings.referenceWindows() * settings.windowRollouts()).isLessThanOrEqualTo(BoundedSample.CAPACITY);
    }

    @Test
    void aFullSampleOfEveryComponentFitsIntoOneRecord() {
        double[] values = new Random(4).doubles(BoundedSample.CAPACITY).toArray();

        int bytes = DriftInputCodec.bytes(sample(values)::write).length;

        assertThat(bytes * DriftComponent.values().length).isLessThan(1_000_000);
    }

    @Test
    void sharesOfAHundredThousandValuesAreWithinThreePercentAlsoWhenSamplesAreMerged() {
        double[] values = new Random(2).doubles(100_000).toArray();
        BoundedSample merged = new BoundedSample();
        for (int part = 0; part < 10; part++) {
            merged.addAll(sample(Arrays.copyOfRange(values, part * 10_000, (part + 1) * 10_000)));
        }

        for (BoundedSample sample : new BoundedSample[] {sample(values), merged}) {
            EmpiricalDistribution distribution = sample.distribution();
            assertThat(distribution.values()).hasSizeBetween(BoundedSample.CAPACITY / 2, BoundedSample.CAPACITY);
            assertThat(distribution.count()).isEqualTo(distribution.values().length);
            for (double x = 0.05; x < 1; x += 0.05) {
                assertThat(distribution.atMost(x)).isCloseTo(x, within(0.03));
            }
        }
    }

    @Test
    void beyondTheCapacityValuesAreKeptAtEqualSpacing() {
        BoundedSample sample = new BoundedSample();
        for (int i = 0; i < 3 * BoundedSample.CAPACITY; i++) {
            sample.add(i);
        }

        double[] kept = sample.distribution().values();

        assertThat(kept).hasSize(3 * BoundedSample.CAPACITY / 4).startsWith(0, 4, 8);
    }

    @Test
    void aThinnedSampleWeighsNoMoreThanAFullOneWhenTheyAreMerged() {
        BoundedSample thinned = new BoundedSample();
        BoundedSample whole = new BoundedSample();
        for (int i = 0; i < 2 * BoundedSample.CAPACITY; i++) {
            thinned.add(0);
        }
        for (int i = 0; i < BoundedSample.CAPACITY; i++) {
            whole.add(1);
        }

        whole.addAll(thinned);

        assertThat(whole.distribution().atMost(0)).isCloseTo(2.0 / 3, within(1e-3));
    }

    @Test
    void equalStreamsGiveEqualSamplesAndSamplesSurviveSerialisation() {
        double[] values = new Random(3).doubles(10_000).toArray();
        BoundedSample sample = sample(values);

        BoundedSample back = DriftInputCodec.read(DriftInputCodec.bytes(sample::write), BoundedSample::read);

        assertThat(DriftInputCodec.bytes(sample(values)::write)).isEqualTo(DriftInputCodec.bytes(sample::write));
        for (int i = 0; i < 4; i++) {
            back.add(i);
            sample.add(i);
        }
        assertThat(DriftInputCodec.bytes(back::write)).isEqualTo(DriftInputCodec.bytes(sample::write));
    }

    private static BoundedSample sample(double[] values) {
        BoundedSample sample = new BoundedSample();
        Arrays.stream(values).forEach(sample::add);
        return sample;
    }
}
