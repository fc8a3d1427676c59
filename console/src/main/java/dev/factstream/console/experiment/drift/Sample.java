package dev.factstream.console.experiment.drift;

import dev.factstream.console.samples.ScoredSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import java.util.OptionalDouble;

/**
 * What drift can be seen of in a scored rollout; the rest of it matters to nobody here.
 *
 * @param atMillis when it was written
 * @param version of the policy that wrote it
 * @param weights the version whose weights it was really written with
 * @param judge reward-model id
 * @param score the reward model's
 * @param right the correctness part of the reward
 */
record Sample(
        long atMillis,
        int version,
        int weights,
        String actor,
        AnswerKind kind,
        String judge,
        double score,
        double right,
        double lengthPenalty,
        double missingEnd,
        boolean correct,
        int tokens,
        double entropy) {

    Sample at(long millis) {
        return new Sample(
                millis,
                version,
                weights,
                actor,
                kind,
                judge,
                score,
                right,
                lengthPenalty,
                missingEnd,
                correct,
                tokens,
                entropy);
    }

    Sample withScore(String newJudge, double newScore) {
        return new Sample(
                atMillis,
                version,
                weights,
                actor,
                kind,
                newJudge,
                newScore,
                right,
                lengthPenalty,
                missingEnd,
                correct,
                tokens,
                entropy);
    }

    Sample withAnswer(int newTokens, double newEntropy) {
        return new Sample(
                atMillis,
                version,
                weights,
                actor,
                kind,
                judge,
                score,
                right,
                lengthPenalty,
                missingEnd,
                correct,
                newTokens,
                newEntropy);
    }

    Sample wrong() {
        return new Sample(
                atMillis,
                version,
                weights,
                actor,
                kind,
                judge,
                score,
                Math.min(right, -0.5),
                lengthPenalty,
                missingEnd,
                false,
                tokens,
                entropy);
    }

    Sample asked(AnswerKind newKind) {
        return new Sample(
                atMillis,
                version,
                weights,
                actor,
                newKind,
                judge,
                score,
                right,
                lengthPenalty,
                missingEnd,
                correct && newKind != AnswerKind.OPEN,
                tokens,
                entropy);
    }

    /** @param newVersion what the actor says it runs */
    Sample from(int newVersion, int newWeights) {
        return new Sample(
                atMillis,
                newVersion,
                newWeights,
                actor,
                kind,
                judge,
                score,
                right,
                lengthPenalty,
                missingEnd,
                correct,
                tokens,
                entropy);
    }

    /** As it lies on the topic. */
    ScoredRollout toScored(ScoredSamples samples, int number, Purpose purpose) {
        Rollout rollout =
                samples.rollout(number, purpose, tokens, entropy, version, ScoredSamples.adapterHash(weights), actor);
        return new ScoredRollout(
                rollout,
                new RewardParts(OptionalDouble.of(score), right, lengthPenalty, missingEnd),
                correct,
                kind,
                judge,
                "default",
                "sample",
                atMillis);
    }
}
