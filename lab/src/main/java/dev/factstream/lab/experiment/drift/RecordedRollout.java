package dev.factstream.lab.experiment.drift;

import dev.factstream.lab.samples.SampleScoredRollouts;
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
record RecordedRollout(long atMillis, Origin origin, AnswerKind kind, Answer answer, Scoring scoring) {

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
            String rewardModelId,
            double score,
            double correctness,
            double lengthPenalty,
            double missingEnd,
            boolean correct) {}

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

    RecordedRollout withScore(String rewardModelId, double score) {
        return withScoring(new Scoring(
                rewardModelId,
                score,
                scoring.correctness(),
                scoring.lengthPenalty(),
                scoring.missingEnd(),
                scoring.correct()));
    }

    RecordedRollout withAnswer(int tokens, double entropy) {
        return new RecordedRollout(atMillis, origin, kind, new Answer(tokens, entropy), scoring);
    }

    RecordedRollout asWrong() {
        return withScoring(withCorrectness(Math.min(scoring.correctness(), -0.5), false));
    }

    RecordedRollout withQuestion(AnswerKind other, boolean correct) {
        return new RecordedRollout(atMillis, origin, other, answer, withCorrectness(scoring.correctness(), correct));
    }

    /**
     * Returns a copy with other versions.
     *
     * @param version the policy version that the actor reports
     * @param weights the version whose weights the actor used
     */
    RecordedRollout withOrigin(int version, int weights) {
        return new RecordedRollout(atMillis, new Origin(version, weights, actor()), kind, answer, scoring);
    }

    private RecordedRollout withScoring(Scoring other) {
        return new RecordedRollout(atMillis, origin, kind, answer, other);
    }

    private Scoring withCorrectness(double correctness, boolean correct) {
        return new Scoring(
                rewardModelId(), score(), correctness, scoring.lengthPenalty(), scoring.missingEnd(), correct);
    }

    /** Converts to the record on the topic; {@code samples} supplies placeholders for the other fields. */
    ScoredRollout toScored(SampleScoredRollouts samples, int number, Purpose purpose) {
        Rollout rollout = samples.rollout(
                number,
                purpose,
                tokens(),
                entropy(),
                version(),
                SampleScoredRollouts.adapterHash(origin.weights()),
                actor());
        return new ScoredRollout(
                rollout,
                new RewardParts(
                        OptionalDouble.of(score()),
                        scoring.correctness(),
                        scoring.lengthPenalty(),
                        scoring.missingEnd()),
                scoring.correct(),
                kind,
                rewardModelId(),
                "default",
                "sample",
                atMillis);
    }
}
