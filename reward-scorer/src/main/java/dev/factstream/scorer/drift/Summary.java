package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The moments of values and a sketch of their distribution. Non-finite values are ignored. Not thread-safe. */
final class Summary {
    private final KllSketch sketch;
    private Moments moments;

    Summary() {
        this(Moments.NONE, new KllSketch());
    }

    private Summary(Moments moments, KllSketch sketch) {
        this.moments = moments;
        this.sketch = sketch;
    }

    void add(double value) {
        if (Double.isFinite(value)) {
            moments = moments.plus(value);
            sketch.add(value);
        }
    }

    void addAll(Summary other) {
        moments = moments.plus(other.moments);
        sketch.addAll(other.sketch);
    }

    Moments moments() {
        return moments;
    }

    Distribution distribution() {
        return sketch.distribution();
    }

    void write(DataOutput out) throws IOException {
        moments.write(out);
        sketch.write(out);
    }

    static Summary read(DataInput in) throws IOException {
        return new Summary(Moments.read(in), KllSketch.read(in));
    }
}
