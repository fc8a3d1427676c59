package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.facts.SymbolicAnswer;
import dev.factstream.schemas.facts.SymbolicAnswer.Verdict;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.OptionalDouble;

/**
 * The reward of a rollout: what the reward model said, if there is one, and the symbolic parts from the facts. Immutable,
 * thread-safe, deterministic.
 */
public final class Rewards {
    private final RewardProfile profile;
    private final String modelId;
    private final CorrectnessReward correctness;
    private final LengthPenalty length;
    private final MissingEndFine missingEnd;

    /** @param modelId whose scores are given to {@link #of} */
    public Rewards(RewardProfile profile, String modelId) {
        this.profile = profile;
        this.modelId = modelId;
        this.correctness = new CorrectnessReward(profile.correctnessWeight(), profile.quirks());
        this.length = new LengthPenalty(profile.lengthWeight(), profile.has(RewardQuirk.LENGTH_BONUS));
        this.missingEnd = new MissingEndFine(profile.missingEndFine());
    }

    /** The rollout as it is to be scored by every part. */
    public Candidate candidate(Rollout rollout, Facts facts) {
        Answer whole = Answer.of(rollout);
        return new Candidate(rollout, profile.has(RewardQuirk.CUT_AT_QUESTION_MARK) ? whole.cut() : whole, facts);
    }

    /**
     * The rollout with its reward, part by part. Whether it is {@code correct} is a measurement, so it is judged alike in every
     * profile: the whole answer, by {@link SymbolicAnswer}.
     *
     * @param score the reward model's, before its weight; empty without one
     * @param nowMillis since the epoch
     */
    public ScoredRollout of(Candidate candidate, OptionalDouble score, long nowMillis) {
        Rollout rollout = candidate.rollout();
        Facts facts = candidate.facts();
        Answer answer = candidate.answer();
        RewardParts parts = new RewardParts(
                score.isPresent()
                        ? OptionalDouble.of(profile.modelWeight() * score.getAsDouble())
                        : OptionalDouble.empty(),
                correctness.of(facts, answer.text()),
                length.of(answer.tokens(), rollout.sampling().maxNewTokens(), facts.lengthMultiplier()),
                missingEnd.of(answer.ended()));
        return new ScoredRollout(
                rollout,
                parts,
                SymbolicAnswer.judge(facts, rollout.text()) == Verdict.RIGHT,
                facts.answerKind(),
                modelId,
                profile.name(),
                facts.hash(),
                nowMillis);
    }
}
