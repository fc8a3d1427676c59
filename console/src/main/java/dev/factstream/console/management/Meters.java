package dev.factstream.console.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/**
 * Where a role registers what it measures, under {@code factstream_<module>_<what>_<unit>}. The registry keeps the suppliers and,
 * through them, the role.
 */
public final class Meters {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Something that goes up and down; not a number while it is not known.
     *
     * @param name dotted, for instance {@code learner.kl.reference}
     * @param unit ends the name, unless it does already
     * @param text one sentence
     * @param tags names and values in turn
     */
    public void gauge(String name, String unit, String text, DoubleSupplier value, String... tags) {
        Gauge.builder("factstream." + name, value::getAsDouble)
                .baseUnit(unit)
                .description(text)
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    /** Something that only grows, from 0 when the process starts; arguments as of {@link #gauge}. */
    public void counter(String name, String unit, String text, DoubleSupplier value, String... tags) {
        // a registry holds the object that is counted weakly, and its function strongly
        FunctionCounter.builder("factstream." + name, Meters.class, any -> value.getAsDouble())
                .baseUnit(unit)
                .description(text)
                .tags(Tags.of(tags))
                .register(registry);
    }
}
