package dev.factstream.runtime.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/**
 * Registers the metrics of a role under {@code factstream_<module>_<what>_<unit>}. The registry holds the suppliers and, through
 * them, the role.
 */
public final class Meters {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers a gauge; its value is NaN while unknown.
     *
     * @param name dotted, for instance {@code learner.kl.reference}
     * @param unit suffix of the name, unless the name already ends with it
     * @param text description, one sentence
     * @param tags alternating names and values
     */
    public void gauge(String name, String unit, String text, DoubleSupplier value, String... tags) {
        Gauge.builder("factstream." + name, value::getAsDouble)
                .baseUnit(unit)
                .description(text)
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    /** Registers a counter, 0 at process start; arguments as of {@link #gauge}. */
    public void counter(String name, String unit, String text, DoubleSupplier value, String... tags) {
        // the registry references the counted object weakly, and its function strongly
        FunctionCounter.builder("factstream." + name, Meters.class, any -> value.getAsDouble())
                .baseUnit(unit)
                .description(text)
                .tags(Tags.of(tags))
                .register(registry);
    }
}
