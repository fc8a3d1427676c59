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
 * @param kind of its question
 */
record Sample(long atMillis, Writer writer, AnswerKind kind, Answer answer, Verdict verdict) {

    /**
     * Who wrote it.
     *
     * @param version of the policy, as the actor says
     * @param weights the version whose weights it was really written with
     */
    record Writer(int version, int weights, String actor) {}

    /** How it was written. */
    record Answer(int tokens, double entropy) {}

    /**
     * What became of it.
     *
     * @param judge reward-model id
     * @param score the reward model's
     * @param right the correctness part of the reward
     */
    record Verdict(
            String judge, double score, double right, double lengthPenalty, double missingEnd, boolean correct) {}

    int version() {
        return writer.version();
    }

    String actor() {
        return writer.actor();
    }

    int tokens() {
        return answer.tokens();
    }

    double entropy() {
        return answer.entropy();
    }

    String judge() {
        return verdict.judge();
    }

    double score() {
        return verdict.score();
    }

    Sample withScore(String judge, double score) {
        return with(new Verdict(
                judge, score, verdict.right(), verdict.lengthPenalty(), verdict.missingEnd(), verdict.correct()));
    }

    Sample withAnswer(int tokens, double entropy) {
        return new Sample(atMillis, writer, kind, new Answer(tokens, entropy), verdict);
    }

    Sample wrong() {
        return with(judged(Math.min(verdict.right(), -0.5), false));
    }

    Sample asked(AnswerKind other, boolean correct) {
        return new Sample(atMillis, writer, other, answer, judged(verdict.right(), correct));
    }

    /** @param version what the actor says it runs */
    Sample from(int version, int weights) {
        return new Sample(atMillis, new Writer(version, weights, actor()), kind, answer, verdict);
    }

    private Sample with(Verdict other) {
        return new Sample(atMillis, writer, kind, answer, other);
    }

    private Verdict judged(double right, boolean correct) {
        return new Verdict(judge(), score(), right, verdict.lengthPenalty(), verdict.missingEnd(), correct);
    }

    /** As it lies on the topic. */
    ScoredRollout toScored(ScoredSamples samples, int number, Purpose purpose) {
        Rollout rollout = samples.rollout(
                number, purpose, tokens(), entropy(), version(), ScoredSamples.adapterHash(writer.weights()), actor());
        return new ScoredRollout(
                rollout,
                new RewardParts(
                        OptionalDouble.of(score()), verdict.right(), verdict.lengthPenalty(), verdict.missingEnd()),
                verdict.correct(),
                kind,
                judge(),
                "default",
                "sample",
                atMillis);
    }
}
