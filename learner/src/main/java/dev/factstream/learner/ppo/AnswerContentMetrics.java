package dev.factstream.learner.ppo;

import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Means of {@link AnswerContent} over a batch. Stateless. */
final class AnswerContentMetrics {
    private AnswerContentMetrics() {}

    /** Adds the metrics; a batch in which no answer was measured, for instance because no question was open, has none. */
    static void put(List<ScoredRollout> scored, Map<String, Double> metrics) {
        List<AnswerContent> measured =
                scored.stream().flatMap(rollout -> rollout.content().stream()).toList();
        put(
                MetricNames.FACT_SUPPORT,
                measured.stream()
                        .filter(content -> content.support().isPresent())
                        .mapToDouble(content -> content.support().getAsDouble()),
                metrics);
        put(MetricNames.FACT_COVERAGE, measured.stream().mapToDouble(AnswerContent::coverage), metrics);
        put(MetricNames.EVASIVE_RATE, measured.stream().mapToDouble(content -> content.evasive() ? 1 : 0), metrics);
    }

    private static void put(String name, DoubleStream values, Map<String, Double> metrics) {
        values.average().ifPresent(mean -> metrics.put(name, mean));
    }
}
