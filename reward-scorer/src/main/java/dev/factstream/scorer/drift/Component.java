package dev.factstream.scorer.drift;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.OptionalDouble;

/** What is measured of every rollout; KL of every policy version. */
enum Component {
    REWARD_TOTAL("reward.total"),
    REWARD_MODEL("reward.model"),
    REWARD_CORRECTNESS("reward.correctness"),
    REWARD_LENGTH("reward.length"),
    REWARD_MISSING_END("reward.missing.end"),
    /** 1 or 0, of questions with one right answer. */
    CORRECTNESS("correctness"),
    /** The share of an open answer's words that are in the facts. */
    FACT_SUPPORT("fact.support"),
    /** Tokens of the answer. */
    LENGTH("length"),
    /** Mean over the tokens, in nats. */
    ENTROPY("entropy"),
    /** How many versions had come out since that of its oldest token, when it was written. */
    STALENESS("staleness"),
    /** Divergence from the reference policy, nats per token, as the ledger tells. */
    KL("kl");

    private final String spelling;

    Component(String spelling) {
        this.spelling = spelling;
    }

    /** Its name on the topic. */
    String spelling() {
        return spelling;
    }

    /** Its value for a rollout; empty where the rollout has none. */
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
