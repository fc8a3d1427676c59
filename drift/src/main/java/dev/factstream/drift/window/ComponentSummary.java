package dev.factstream.drift.window;

import dev.factstream.drift.statistics.EmpiricalDistribution;
import dev.factstream.drift.statistics.KllSketch;
import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The moments of values and a sketch of their distribution. Non-finite values are ignored. Not thread-safe. */
public final class ComponentSummary {
    private final KllSketch sketch;
    private SampleMoments moments;

    public ComponentSummary() {
        this(SampleMoments.NONE, new KllSketch());
    }

    private ComponentSummary(SampleMoments moments, KllSketch sketch) {
        this.moments = moments;
        this.sketch = sketch;
    }

    public void add(double value) {
        if (Double.isFinite(value)) {
            moments = moments.plus(value);
            sketch.add(value);
        }
    }

    public void addAll(ComponentSummary other) {
        moments = moments.plus(other.moments);
        sketch.addAll(other.sketch);
    }

    public SampleMoments moments() {
        return moments;
    }

    public EmpiricalDistribution distribution() {
        return sketch.distribution();
    }

    public void write(DataOutput out) throws IOException {
        moments.write(out);
        sketch.write(out);
    }

    public static ComponentSummary read(DataInput in) throws IOException {
        return new ComponentSummary(SampleMoments.read(in), KllSketch.read(in));
    }
}
