package dev.factstream.drift.window;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.OptionalDouble;

/**
 * A value that is measured for every rollout; KL is measured for every policy version. Parts of the reward, the
 * entropy and the support are named as their means over a version are in the ledger.
 */
public enum DriftComponent {
    REWARD_TOTAL(MetricNames.REWARD),
    REWARD_MODEL(MetricNames.REWARD_MODEL),
    REWARD_CORRECTNESS(MetricNames.REWARD_CORRECTNESS),
    REWARD_LENGTH(MetricNames.REWARD_LENGTH),
    REWARD_MISSING_END(MetricNames.REWARD_MISSING_END),
    /** 1 or 0, for questions with one right answer. */
    CORRECTNESS("correctness"),
    /** The share of an open answer's content words that occur in the facts. */
    FACT_SUPPORT(MetricNames.FACT_SUPPORT),
    /** Tokens of the answer. */
    LENGTH("length"),
    /** Mean over the tokens, in nats. */
    ENTROPY(MetricNames.ENTROPY),
    /** Number of versions published between that of its oldest token and the time it was written. */
    STALENESS("staleness"),
    /** Divergence from the reference policy, nats per token, from the ledger. */
    KL("kl");

    private final String spelling;

    DriftComponent(String spelling) {
        this.spelling = spelling;
    }

    /** Returns its name on the topic. */
    public String spelling() {
        return spelling;
    }

    /** Returns its value for a rollout; empty if the rollout has none. */
    OptionalDouble of(Observation rollout, double staleness) {
        return switch (this) {
            case REWARD_TOTAL -> OptionalDouble.of(rollout.total());
            case REWARD_MODEL -> rollout.rewardModelScore();
            case REWARD_CORRECTNESS -> OptionalDouble.of(rollout.correctness());
            case REWARD_LENGTH -> OptionalDouble.of(rollout.lengthPenalty());
            case REWARD_MISSING_END -> OptionalDouble.of(rollout.missingEnd());
            case CORRECTNESS ->
                rollout.kind() == AnswerKind.OPEN
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(rollout.correct() ? 1 : 0);
            case FACT_SUPPORT -> rollout.factSupport();
            case LENGTH -> OptionalDouble.of(rollout.tokens());
            case ENTROPY -> OptionalDouble.of(rollout.entropy());
            case STALENESS -> OptionalDouble.of(staleness);
            case KL -> OptionalDouble.empty();
        };
    }
}
