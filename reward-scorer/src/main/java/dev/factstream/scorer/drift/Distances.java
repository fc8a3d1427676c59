package dev.factstream.scorer.drift;

import java.util.Map;

/** The distances of a window from the reference, under their names on the topic. */
final class Distances {
    static final String PSI = "psi";
    static final String KS = "ks";
    static final String KS_PROBABILITY = "ks.p";
    static final String PAGE_HINKLEY_UP = "page.hinkley.up";
    static final String PAGE_HINKLEY_DOWN = "page.hinkley.down";

    private Distances() {}

    /**
     * Computes all distances; neither summary may be empty.
     *
     * @param pageHinkley updated with the window's mean, in standard deviations of the reference
     */
    static Map<String, Double> of(Summary reference, Summary current, PageHinkley pageHinkley) {
        Distribution before = reference.distribution();
        Distribution now = current.distribution();
        double ks = KolmogorovSmirnov.distance(before, now);
        double deviation = reference.moments().deviation();
        if (deviation > 0) {
            pageHinkley.add((current.moments().mean() - reference.moments().mean()) / deviation);
        }
        return Map.of(
                PSI, PopulationStability.index(before, now),
                KS, ks,
                KS_PROBABILITY, KolmogorovSmirnov.probability(ks, before.count(), now.count()),
                PAGE_HINKLEY_UP, pageHinkley.up(),
                PAGE_HINKLEY_DOWN, pageHinkley.down());
    }
}
