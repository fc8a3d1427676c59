package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.facts.AnswerGrader.Verdict;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.OptionalDouble;

/**
 * The reward function: combines the reward model's score, if any, with the symbolic parts computed from the facts. Immutable,
 * thread-safe, deterministic.
 */
public final class RewardFunction {
    private final RewardProfile profile;
    private final String modelId;
    private final CorrectnessReward correctness;
    private final LengthPenalty length;
    private final MissingEndFine missingEnd;

    /** @param modelId id of the reward model whose scores are passed to {@link #score} */
    public RewardFunction(RewardProfile profile, String modelId) {
        this.profile = profile;
        this.modelId = modelId;
        this.correctness = new CorrectnessReward(profile.correctnessWeight(), profile.quirks());
        this.length = new LengthPenalty(profile.lengthWeight(), profile.has(RewardQuirk.LENGTH_BONUS));
        this.missingEnd = new MissingEndFine(profile.missingEndFine());
    }

    /** Prepares a rollout for scoring: all parts use the same answer. */
    public Candidate candidate(Rollout rollout, Facts facts) {
        RewardedAnswer whole = RewardedAnswer.of(rollout);
        return new Candidate(
                rollout, profile.has(RewardQuirk.CUT_AT_QUESTION_MARK) ? whole.cutAtQuestionMark() : whole, facts);
    }

    /**
     * Returns the rollout with its reward, part by part. {@code correct} and {@code content} are measurements of
     * the whole answer, by {@link AnswerGrader} and {@link AnswerContent}, so they are the same in every profile.
     *
     * @param score the reward model's score before weighting; empty without one
     * @param nowMillis since the epoch
     */
    public ScoredRollout score(Candidate candidate, OptionalDouble score, long nowMillis) {
        Rollout rollout = candidate.rollout();
        Facts facts = candidate.facts();
        RewardedAnswer answer = candidate.answer();
        RewardParts parts = new RewardParts(
                score.isPresent()
                        ? OptionalDouble.of(profile.modelWeight() * score.getAsDouble())
                        : OptionalDouble.empty(),
                correctness.of(facts, rollout.question().text(), answer.text()),
                length.of(answer.tokens(), rollout.sampling().maxNewTokens(), facts.lengthMultiplier()),
                missingEnd.of(answer.ended()));
        return new ScoredRollout(
                rollout,
                parts,
                AnswerGrader.judge(facts, rollout.question().text(), rollout.text()) == Verdict.RIGHT,
                facts.answerKind(),
                modelId,
                profile.name(),
                facts.hash(),
                nowMillis,
                AnswerContent.of(facts, rollout.question().text(), rollout.text()));
    }
}
