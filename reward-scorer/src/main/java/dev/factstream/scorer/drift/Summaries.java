package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A summary of every component, and the number of rollouts of each kind of question. Not thread-safe. */
final class Summaries {
    private final Map<Component, Summary> components = new EnumMap<>(Component.class);
    private final KindCounts kinds;

    Summaries() {
        this(new KindCounts());
    }

    private Summaries(KindCounts kinds) {
        this.kinds = kinds;
        for (Component component : Component.values()) {
            components.put(component, new Summary());
        }
    }

    /** @param staleness of the rollout, in versions */
    void add(Observation rollout, double staleness) {
        kinds.add(rollout.kind());
        components.forEach((component, summary) -> {
            OptionalDouble value = component.of(rollout, staleness);
            if (value.isPresent()) {
                summary.add(value.getAsDouble());
            }
        });
    }

    void addKl(double kl) {
        components.get(Component.KL).add(kl);
    }

    void addAll(Summaries others) {
        kinds.addAll(others.kinds);
        components.forEach((component, summary) -> summary.addAll(others.of(component)));
    }

    Summary of(Component component) {
        return components.get(component);
    }

    Moments moments(Component component) {
        return of(component).moments();
    }

    KindCounts kinds() {
        return kinds;
    }

    void write(DataOutput out) throws IOException {
        kinds.write(out);
        for (Component component : Component.values()) {
            components.get(component).write(out);
        }
    }

    static Summaries read(DataInput in) throws IOException {
        Summaries read = new Summaries(KindCounts.read(in));
        for (Component component : Component.values()) {
            read.components.put(component, Summary.read(in));
        }
        return read;
    }
}
