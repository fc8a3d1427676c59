package dev.factstream.drift.window;

import dev.factstream.drift.statistics.BoundedSample;
import dev.factstream.drift.statistics.EmpiricalDistribution;
import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The moments of values, and a {@link BoundedSample} of them. Non-finite values are ignored. Not thread-safe. */
public final class ComponentSummary {
    private final BoundedSample sample;
    private SampleMoments moments;

    public ComponentSummary() {
        this(SampleMoments.NONE, new BoundedSample());
    }

    private ComponentSummary(SampleMoments moments, BoundedSample sample) {
        this.moments = moments;
        this.sample = sample;
    }

    public void add(double value) {
        if (Double.isFinite(value)) {
            moments = moments.plus(value);
            sample.add(value);
        }
    }

    public void addAll(ComponentSummary other) {
        moments = moments.plus(other.moments);
        sample.addAll(other.sample);
    }

    public SampleMoments moments() {
        return moments;
    }

    public EmpiricalDistribution distribution() {
        return sample.distribution();
    }

    public void write(DataOutput out) throws IOException {
        moments.write(out);
        sample.write(out);
    }

    static ComponentSummary read(DataInput in, StateLayout layout) throws IOException {
        SampleMoments moments = SampleMoments.read(in);
        return new ComponentSummary(
                moments, layout == StateLayout.SKETCHES ? BoundedSample.readSketch(in) : BoundedSample.read(in));
    }
}
