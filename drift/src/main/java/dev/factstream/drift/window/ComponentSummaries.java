package dev.factstream.drift.window;

import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A summary of every component, and the number of rollouts of each kind of question. Not thread-safe. */
public final class ComponentSummaries {
    private final Map<DriftComponent, ComponentSummary> components = new EnumMap<>(DriftComponent.class);
    private final AnswerKindCounts kinds;

    ComponentSummaries() {
        this(new AnswerKindCounts());
    }

    private ComponentSummaries(AnswerKindCounts kinds) {
        this.kinds = kinds;
        for (DriftComponent component : DriftComponent.values()) {
            components.put(component, new ComponentSummary());
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
        components.get(DriftComponent.KL).add(kl);
    }

    void addAll(ComponentSummaries others) {
        kinds.addAll(others.kinds);
        components.forEach((component, summary) -> summary.addAll(others.of(component)));
    }

    public ComponentSummary of(DriftComponent component) {
        return components.get(component);
    }

    public SampleMoments moments(DriftComponent component) {
        return of(component).moments();
    }

    public AnswerKindCounts kinds() {
        return kinds;
    }

    void write(DataOutput out) throws IOException {
        kinds.write(out);
        for (DriftComponent component : DriftComponent.values()) {
            components.get(component).write(out);
        }
    }

    static ComponentSummaries read(DataInput in, StateLayout layout) throws IOException {
        ComponentSummaries read = new ComponentSummaries(AnswerKindCounts.read(in));
        for (DriftComponent component : DriftComponent.values()) {
            read.components.put(component, ComponentSummary.read(in, layout));
        }
        return read;
    }
}
