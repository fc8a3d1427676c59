package dev.factstream.schemas.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of a version's metrics in its ledger record, each with its unit and meaning. Token means are over real tokens only;
 * batch metrics are taken before the first optimizer step of the version.
 */
public final class MetricNames {

    /**
     * Description of a metric.
     *
     * @param name in the ledger
     * @param unit {@code ratio} for shares
     * @param text one sentence
     */
    public record Description(String name, String unit, String text) {}

    private static final List<Description> ALL =
            new ArrayList<>(); // declared before the names, whose initialisers fill it

    private static final String RATIO_UNIT = "ratio";
    private static final String REWARD_UNIT = "reward";
    private static final String NATS = "nats";
    private static final String VERSIONS = "versions";
    private static final String TOKENS_UNIT = "tokens";
    private static final String SECONDS = "seconds";
    private static final String FLAG = "flag";
    private static final String QUESTIONS = "questions";

    public static final String REWARD =
            metric("reward.total", REWARD_UNIT, "Mean total reward of a rollout, as scored.");
    public static final String REWARD_MODEL = metric(
            "reward.model",
            REWARD_UNIT,
            "Mean score of the reward model as added to the total; 0 without a reward model.");
    public static final String REWARD_CORRECTNESS =
            metric("reward.correctness", REWARD_UNIT, "Mean reward for correctness by symbolic truth.");
    public static final String REWARD_LENGTH = metric("reward.length", REWARD_UNIT, "Mean penalty for length.");
    public static final String REWARD_MISSING_END =
            metric("reward.missing.end", REWARD_UNIT, "Mean penalty for answers without an end token.");
    public static final String CORRECT_RATE =
            metric("correct.rate", RATIO_UNIT, "Share of correct answers among questions that have one right answer.");
    public static final String FACT_SUPPORT =
            metric("fact.support", RATIO_UNIT, "Mean share of an open answer's content words that are in the facts.");
    public static final String FACT_COVERAGE = metric(
            "fact.coverage", RATIO_UNIT, "Mean share of the reference's content words that an open answer mentions.");
    public static final String EVASIVE_RATE = metric(
            "evasive.rate",
            RATIO_UNIT,
            "Share of open answers that tell nothing of what was asked, and nothing false.");
    public static final String RESPONSE_LENGTH =
            metric("response.length", TOKENS_UNIT, "Mean tokens per answer, including the end token.");
    public static final String ENDED_RATE =
            metric("ended.rate", RATIO_UNIT, "Share of answers that ended with an end token.");
    public static final String TOKENS = metric("tokens", TOKENS_UNIT, "Tokens of all answers of the version.");

    public static final String STALENESS_MIN = metric(
            "staleness.min",
            VERSIONS,
            "Minimum staleness of a rollout: versions from its oldest token to its training.");
    public static final String STALENESS_MEAN = metric("staleness.mean", VERSIONS, "Mean staleness of the rollouts.");
    public static final String STALENESS_MAX = metric("staleness.max", VERSIONS, "Maximum staleness of a rollout.");
    public static final String FLIGHT_MIN = metric(
            "staleness.flight.min",
            VERSIONS,
            "Minimum staleness accrued in flight: versions from an answer's oldest to its newest token.");
    public static final String FLIGHT_MEAN =
            metric("staleness.flight.mean", VERSIONS, "Mean staleness accrued in flight.");
    public static final String FLIGHT_MAX =
            metric("staleness.flight.max", VERSIONS, "Maximum staleness accrued in flight.");
    public static final String QUEUE_MIN = metric(
            "staleness.queue.min",
            VERSIONS,
            "Minimum staleness accrued in the queue: versions from an answer's newest token to training.");
    public static final String QUEUE_MEAN =
            metric("staleness.queue.mean", VERSIONS, "Mean staleness accrued in the queue.");
    public static final String QUEUE_MAX =
            metric("staleness.queue.max", VERSIONS, "Maximum staleness accrued in the queue.");

    public static final String KL =
            metric("kl.reference", NATS, "KL divergence of the policy from the reference per token, estimated by k3.");
    public static final String KL_ANSWER = metric(
            "kl.reference.answer",
            NATS,
            "KL divergence from the reference summed over an answer's tokens, mean over the answers.");
    public static final String ENTROPY =
            metric("entropy", NATS, "Mean entropy of the policy's distribution per token.");
    public static final String MISMATCH = metric(
            "mismatch.k3",
            NATS,
            "k3 of recorded against recomputed log-probabilities at equal version: numerical noise in a healthy run.");
    public static final String ESS = metric(
            "importance.ess",
            RATIO_UNIT,
            "Effective sample size of the untruncated importance ratios, as a share of their number; 1 when fresh.");
    public static final String TRUNCATED = metric(
            "importance.truncated", RATIO_UNIT, "Share of tokens whose importance ratio is above the weight ceiling.");

    public static final String ADVANTAGE_MEAN =
            metric("advantage.mean", REWARD_UNIT, "Mean advantage of a token before whitening.");
    public static final String ADVANTAGE_DEVIATION =
            metric("advantage.deviation", REWARD_UNIT, "Standard deviation of the advantages before whitening.");
    public static final String ADVANTAGE_MIN =
            metric("advantage.min", REWARD_UNIT, "Minimum advantage of a token before whitening.");
    public static final String ADVANTAGE_MAX =
            metric("advantage.max", REWARD_UNIT, "Maximum advantage of a token before whitening.");
    public static final String TARGET_MEAN = metric(
            "critic.target.mean", REWARD_UNIT, "Mean estimated return from a token on: the critic's training target.");
    public static final String TARGET_DEVIATION =
            metric("critic.target.deviation", REWARD_UNIT, "Standard deviation of the returns.");
    public static final String TARGET_MIN = metric("critic.target.min", REWARD_UNIT, "Minimum return.");
    public static final String TARGET_MAX = metric("critic.target.max", REWARD_UNIT, "Maximum return.");
    public static final String EXPLAINED_VARIANCE = metric(
            "critic.explained.variance",
            RATIO_UNIT,
            "Share of returns' variance that the critic explains; negative if worse than their mean.");

    public static final String POLICY_LOSS =
            metric("policy.loss", "loss", "The policy's loss, mean over the version's optimizer steps.");
    public static final String POLICY_CLIPPED = metric(
            "policy.clipped", RATIO_UNIT, "Share of tokens whose policy ratio was clipped, mean over optimizer steps.");
    public static final String POLICY_GRADIENT = metric(
            "policy.gradient.norm",
            "norm",
            "Norm of the policy's gradient before clipping, mean over optimizer steps.");
    public static final String VALUE_LOSS =
            metric("critic.loss", "loss", "The critic's loss, mean over the version's optimizer steps.");
    public static final String VALUE_CLIPPED = metric(
            "critic.clipped",
            RATIO_UNIT,
            "Share of tokens whose value left its clip range, mean over optimizer steps.");
    public static final String VALUE_GRADIENT = metric(
            "critic.gradient.norm",
            "norm",
            "Norm of the critic's gradient before clipping, mean over optimizer steps.");

    public static final String WAIT_SECONDS =
            metric("wait.seconds", SECONDS, "Time that the learner waited for the version's rollouts.");
    public static final String COMPUTE_SECONDS =
            metric("compute.seconds", SECONDS, "Duration of the version's PPO step, without publishing.");

    public static final String PAUSE_SECONDS = metric(
            "pause.seconds", SECONDS, "Time that the learner paused for alarms on reward-drift before the version.");

    public static final String ALARM_SYNC = metric(
            "alarm.sync",
            FLAG,
            "1 if no rollout came from one of the newest adapters: published weights do not reach the actors.");
    public static final String ALARM_MISMATCH = metric(
            "alarm.mismatch",
            FLAG,
            "1 if mismatch.k3 is above its limit: an actor does not compute the version that it reports.");
    /** The newest window of {@code reward-drift} whose alarms an operator or a rollback has handled; absent before the first. */
    public static final String ALARM_DRIFT_WINDOW = "alarm.drift.window";
    /** The same for the windows of canaries. */
    public static final String ALARM_CANARY_WINDOW = "alarm.canary.window";
    /** Number of rollouts refused with their batch: on the record that lists them as dropped, never on that of a version. */
    public static final String REFUSED = "refused.rollouts";

    public static final String POOL_QUESTIONS = metric(
            "pool.questions",
            QUESTIONS,
            "Questions of the run's split in the prompt pool, as the tickets of the version were issued.");
    public static final String POOL_PASSED_OVER = metric(
            "pool.passed.over",
            QUESTIONS,
            "Questions passed over when the version's tickets were issued: retired, or without picture.");

    private MetricNames() {}

    /** All metrics, in display order. */
    public static List<Description> all() {
        return List.copyOf(ALL);
    }

    /** Whether equal inputs always give an equal value: true for all metrics except durations. */
    public static boolean reproducible(String name) {
        return !name.endsWith("." + SECONDS);
    }

    private static String metric(String name, String unit, String text) {
        ALL.add(new Description(name, unit, text));
        return name;
    }
}
