package dev.factstream.learner.service;

import static java.util.stream.Collectors.joining;

import dev.factstream.learner.VersionReport;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.Locale;
import java.util.stream.Stream;

/** Formats the metrics of a policy version for a progress line. */
public final class VersionSummary {
    private VersionSummary() {}

    /** Returns reward and its components, correct rate, KL from the reference, answer length, staleness and the learner's speed. */
    public static String of(VersionReport report) {
        return String.format(
                Locale.ROOT,
                "reward %+.3f (model %+.3f, correct %+.3f, length %+.3f, end %+.3f)  correct %.1f %%  KL %.4f  length %.1f"
                        + "  staleness %.2f  learner %.0f tok/s%s",
                report.metric(MetricNames.REWARD),
                report.metric(MetricNames.REWARD_MODEL),
                report.metric(MetricNames.REWARD_CORRECTNESS),
                report.metric(MetricNames.REWARD_LENGTH),
                report.metric(MetricNames.REWARD_MISSING_END),
                100 * report.metric(MetricNames.CORRECT_RATE),
                report.metric(MetricNames.KL),
                report.metric(MetricNames.RESPONSE_LENGTH),
                report.metric(MetricNames.STALENESS_MEAN),
                report.metric(MetricNames.TOKENS) / report.workSeconds(),
                alarms(report));
    }

    private static String alarms(VersionReport report) {
        return Stream.of(MetricNames.ALARM_SYNC, MetricNames.ALARM_MISMATCH)
                .filter(alarm -> report.metric(alarm) > 0)
                .map(alarm -> "  ALARM " + alarm)
                .collect(joining());
    }
}
