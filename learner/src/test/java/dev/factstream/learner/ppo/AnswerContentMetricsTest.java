package dev.factstream.learner.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AnswerContentMetricsTest {
    private final Map<String, Double> metrics = new HashMap<>();

    @Test
    void openAnswersAreAveragedAndThoseWithoutContentWordsHaveNoSupport() {
        ScoredRollout closed = TinyRollouts.batch(1, 3, 4, -1).get(0);
        AnswerContent full = new AnswerContent(OptionalDouble.of(0.5), 1, false);
        AnswerContent silent = new AnswerContent(OptionalDouble.empty(), 0, true);

        AnswerContentMetrics.put(List.of(closed, open(closed, full), open(closed, silent)), metrics);

        assertThat(metrics)
                .containsOnly(
                        Map.entry(MetricNames.FACT_SUPPORT, 0.5),
                        Map.entry(MetricNames.FACT_COVERAGE, 0.5),
                        Map.entry(MetricNames.EVASIVE_RATE, 0.5));
    }

    @Test
    void aBatchWithoutMeasuredAnswersHasNoMetrics() {
        AnswerContentMetrics.put(TinyRollouts.batch(4, 3, 4, -1), metrics);

        assertThat(metrics).isEmpty();
    }

    private static ScoredRollout open(ScoredRollout scored, AnswerContent content) {
        return new ScoredRollout(
                scored.rollout(),
                scored.reward(),
                false,
                AnswerKind.OPEN,
                scored.rewardModelId(),
                scored.rewardProfile(),
                scored.factsHash(),
                scored.scoredAtMillis(),
                Optional.of(content));
    }
}
