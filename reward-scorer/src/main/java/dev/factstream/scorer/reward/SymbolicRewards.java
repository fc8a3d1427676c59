package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.facts.SymbolicAnswer;
import dev.factstream.schemas.facts.SymbolicAnswer.Verdict;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.OptionalDouble;

/** Scores a rollout from its facts alone, without a learned reward model. Immutable, thread-safe, deterministic. */
public final class SymbolicRewards {
    /** The reward-model id of rollouts scored without one. */
    public static final String MODEL_ID = "symbolic";

    private final RewardProfile profile;
    private final CorrectnessReward correctness;
    private final LengthPenalty length;
    private final MissingEndFine missingEnd;

    public SymbolicRewards(RewardProfile profile) {
        this.profile = profile;
        this.correctness = new CorrectnessReward(profile.correctnessWeight());
        this.length = new LengthPenalty(profile.lengthWeight());
        this.missingEnd = new MissingEndFine(profile.missingEndFine());
    }

    /**
     * The rollout with its reward, part by part.
     *
     * @param facts those of the rollout's prompt
     * @param nowMillis since the epoch
     */
    public ScoredRollout score(Rollout rollout, Facts facts, long nowMillis) {
        Verdict verdict = SymbolicAnswer.judge(facts, rollout.text());
        RewardParts parts = new RewardParts(
                OptionalDouble.empty(),
                correctness.of(facts.answerKind(), verdict),
                length.of(rollout.tokens().length, rollout.sampling().maxNewTokens(), facts.lengthMultiplier()),
                missingEnd.of(rollout.finishReason()));
        return new ScoredRollout(
                rollout,
                parts,
                verdict == Verdict.RIGHT,
                facts.answerKind(),
                MODEL_ID,
                profile.name(),
                facts.hash(),
                nowMillis);
    }
}
