package dev.factstream.scorer.drift;

import java.util.Map;

/** How far a window is from the reference, by every measure, under its name on the topic. */
final class Distances {
    private Distances() {}

    /**
     * Measures; neither may be empty.
     *
     * @param pageHinkley takes the window's mean in, in deviations of the reference
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
                "psi", PopulationStability.index(before, now),
                "ks", ks,
                "ks.p", KolmogorovSmirnov.probability(ks, before.count(), now.count()),
                "page.hinkley.up", pageHinkley.up(),
                "page.hinkley.down", pageHinkley.down());
    }
}
