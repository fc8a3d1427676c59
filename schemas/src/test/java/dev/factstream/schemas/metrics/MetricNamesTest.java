package dev.factstream.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.metrics.MetricNames.Description;
import org.junit.jupiter.api.Test;

class MetricNamesTest {
    /** Names in the ledgers of released builds. They are never changed or removed: replay, drift and dashboard read them. */
    private static final String[] RELEASED = {
        "reward.total",
        "reward.model",
        "reward.correctness",
        "reward.length",
        "reward.missing.end",
        "correct.rate",
        "response.length",
        "ended.rate",
        "tokens",
        "staleness.min",
        "staleness.mean",
        "staleness.max",
        "staleness.flight.min",
        "staleness.flight.mean",
        "staleness.flight.max",
        "staleness.queue.min",
        "staleness.queue.mean",
        "staleness.queue.max",
        "kl.reference",
        "kl.reference.answer",
        "entropy",
        "mismatch.k3",
        "importance.ess",
        "importance.truncated",
        "advantage.mean",
        "advantage.deviation",
        "advantage.min",
        "advantage.max",
        "critic.target.mean",
        "critic.target.deviation",
        "critic.target.min",
        "critic.target.max",
        "critic.explained.variance",
        "policy.loss",
        "policy.clipped",
        "policy.gradient.norm",
        "critic.loss",
        "critic.clipped",
        "critic.gradient.norm",
        "wait.seconds",
        "compute.seconds",
        "pause.seconds",
        "alarm.sync",
        "alarm.mismatch"
    };

    @Test
    void releasedNamesStay() {
        assertThat(MetricNames.all()).extracting(Description::name).contains(RELEASED);
        assertThat(MetricNames.ALARM_DRIFT_WINDOW).isEqualTo("alarm.drift.window");
        assertThat(MetricNames.ALARM_CANARY_WINDOW).isEqualTo("alarm.canary.window");
        assertThat(MetricNames.REFUSED).isEqualTo("refused.rollouts");
    }

    @Test
    void namesAreUniqueAndDescribed() {
        assertThat(MetricNames.all()).extracting(Description::name).doesNotHaveDuplicates();
        assertThat(MetricNames.all()).allSatisfy(metric -> {
            assertThat(metric.name()).matches("[a-z0-9]+(\\.[a-z0-9]+)*");
            assertThat(metric.unit()).isNotBlank();
            assertThat(metric.text()).endsWith(".");
        });
    }
}
