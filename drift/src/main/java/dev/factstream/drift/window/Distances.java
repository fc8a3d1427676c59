package dev.factstream.drift.window;

import dev.factstream.drift.statistics.EmpiricalDistribution;
import dev.factstream.drift.statistics.KolmogorovSmirnov;
import dev.factstream.drift.statistics.PageHinkley;
import dev.factstream.drift.statistics.PopulationStability;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.Map;

/** The distances of a window from the reference, under their names on the topic. */
public final class Distances {
    public static final String KS = "ks";
    static final String KS_PROBABILITY = "ks.p";
    public static final String PAGE_HINKLEY_UP = "page.hinkley.up";
    public static final String PAGE_HINKLEY_DOWN = "page.hinkley.down";

    private Distances() {}

    /**
     * Computes all distances; neither summary may be empty.
     *
     * @param pageHinkley updated with the window's mean, in standard deviations of the reference
     */
    public static Map<String, Double> of(
            ComponentSummary reference, ComponentSummary current, PageHinkley pageHinkley) {
        EmpiricalDistribution before = reference.distribution();
        EmpiricalDistribution now = current.distribution();
        double ks = KolmogorovSmirnov.distance(before, now);
        double deviation = reference.moments().deviation();
        if (deviation > 0) {
            pageHinkley.add((current.moments().mean() - reference.moments().mean()) / deviation);
        }
        return Map.of(
                DriftRecord.PSI,
                PopulationStability.index(before, now),
                KS,
                ks,
                KS_PROBABILITY,
                KolmogorovSmirnov.probability(ks, before.count(), now.count()),
                PAGE_HINKLEY_UP,
                pageHinkley.up(),
                PAGE_HINKLEY_DOWN,
                pageHinkley.down());
    }
}
