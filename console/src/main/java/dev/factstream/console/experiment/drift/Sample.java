package dev.factstream.console.experiment.drift;

import dev.factstream.console.samples.ScoredSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import java.util.OptionalDouble;

/**
 * The values of a scored rollout that drift detection uses.
 *
 * @param atMillis the time of its score
 * @param origin the policy and actor that sampled it
 * @param kind the kind of its question
 * @param answer length and entropy of the answer
 * @param scoring the result of scoring
 */
record Sample(long atMillis, Origin origin, AnswerKind kind, Answer answer, Scoring scoring) {

    /**
     * The policy and actor that sampled a rollout.
     *
     * @param version the policy version that the actor reports
     * @param weights the version whose weights the actor used
     * @param actor the actor's id
     */
    record Origin(int version, int weights, String actor) {}

    /** Length in tokens and mean entropy of an answer. */
    record Answer(int tokens, double entropy) {}

    /**
     * The result of scoring a rollout.
     *
     * @param rewardModelId the id of the reward model
     * @param score the score of the reward model
     * @param correctness the correctness part of the reward
     * @param lengthPenalty the length part of the reward
     * @param missingEnd the missing-end part of the reward
     * @param correct whether the answer is correct
     */
    record Scoring(
            String rewardModelId, double score, double correctness, double lengthPenalty, double missingEnd, boolean correct) {}

    int version() {
        return origin.version();
    }

    String actor() {
        return origin.actor();
    }

    int tokens() {
        return answer.tokens();
    }

    double entropy() {
        return answer.entropy();
    }

    String rewardModelId() {
        return scoring.rewardModelId();
    }

    double score() {
        return scoring.score();
    }

    Sample withScore(String rewardModelId, double score) {
        return withScoring(new Scoring(
                rewardModelId,
                score,
                scoring.correctness(),
                scoring.lengthPenalty(),
                scoring.missingEnd(),
                scoring.correct()));
    }

    Sample withAnswer(int tokens, double entropy) {
        return new Sample(atMillis, origin, kind, new Answer(tokens, entropy), scoring);
    }

    Sample asWrong() {
        return withScoring(withCorrectness(Math.min(scoring.correctness(), -0.5), false));
    }

    Sample withQuestion(AnswerKind other, boolean correct) {
        return new Sample(atMillis, origin, other, answer, withCorrectness(scoring.correctness(), correct));
    }

    /**
     * Returns a copy with other versions.
     *
     * @param version the policy version that the actor reports
     * @param weights the version whose weights the actor used
     */
    Sample withOrigin(int version, int weights) {
        return new Sample(atMillis, new Origin(version, weights, actor()), kind, answer, scoring);
    }

    private Sample withScoring(Scoring other) {
        return new Sample(atMillis, origin, kind, answer, other);
    }

    private Scoring withCorrectness(double correctness, boolean correct) {
        return new Scoring(
                rewardModelId(), score(), correctness, scoring.lengthPenalty(), scoring.missingEnd(), correct);
    }

    /** Converts to the record on the topic; {@code samples} supplies placeholders for the other fields. */
    ScoredRollout toScored(ScoredSamples samples, int number, Purpose purpose) {
        Rollout rollout = samples.rollout(
                number, purpose, tokens(), entropy(), version(), ScoredSamples.adapterHash(origin.weights()), actor());
        return new ScoredRollout(
                rollout,
                new RewardParts(
                        OptionalDouble.of(score()), scoring.correctness(), scoring.lengthPenalty(), scoring.missingEnd()),
                scoring.correct(),
                kind,
                rewardModelId(),
                "default",
                "sample",
                atMillis);
    }
}
