package dev.factstream.console.quickstart;

import dev.factstream.learner.VersionReport;
import dev.factstream.learner.ppo.MetricNames;
import java.util.Locale;

/**
 * What a person is told about a policy version, in one line.
 *
 * @param report of the version
 * @param target the last version of this call
 * @param seconds since the version before
 * @param actorTokensPerSecond of all actors together, since the version before
 * @param left until the target
 */
record VersionLine(VersionReport report, int target, double seconds, double actorTokensPerSecond, TimeLeft left) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "version %d/%d  reward %+.3f (correct %+.3f, length %+.3f, end %+.3f)  correct %.1f %%  KL %.4f"
                        + "  length %.1f  staleness %.2f  actors %.0f tok/s  learner %.0f tok/s  %.1f s%s  %s left",
                report.version(),
                target,
                report.metric(MetricNames.REWARD),
                report.metric(MetricNames.REWARD_CORRECTNESS),
                report.metric(MetricNames.REWARD_LENGTH),
                report.metric(MetricNames.REWARD_MISSING_END),
                100 * report.metric(MetricNames.CORRECT_RATE),
                report.metric(MetricNames.KL),
                report.metric(MetricNames.RESPONSE_LENGTH),
                report.metric(MetricNames.STALENESS_MEAN),
                actorTokensPerSecond,
                report.metric(MetricNames.TOKENS) / report.workSeconds(),
                seconds,
                report.drops() == 0 ? "" : "  dropped " + report.drops(),
                left);
    }
}
