package dev.factstream.schemas.rollout;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A rollout with its reward and the inputs of the judgement.
 *
 * @param correct by the symbolic ground truth; false for open questions, which have none
 * @param rewardModelId {@code symbolic} when there is no learned reward model; a batch never mixes ids
 * @param rewardProfile the named set of reward weights
 * @param factsHash of the joined facts, see {@link dev.factstream.schemas.facts.Facts#hash()}
 * @param scoredAtMillis since the epoch
 * @param content how much of the facts an open answer tells; empty for other questions, for facts without content words, and in
 *     records of builds that did not measure it
 */
public record ScoredRollout(
        Rollout rollout,
        RewardParts reward,
        boolean correct,
        AnswerKind answerKind,
        String rewardModelId,
        String rewardProfile,
        String factsHash,
        long scoredAtMillis,
        Optional<AnswerContent> content) {
    /** A scored rollout whose content was not measured. */
    public ScoredRollout(
            Rollout rollout,
            RewardParts reward,
            boolean correct,
            AnswerKind answerKind,
            String rewardModelId,
            String rewardProfile,
            String factsHash,
            long scoredAtMillis) {
        this(
                rollout,
                reward,
                correct,
                answerKind,
                rewardModelId,
                rewardProfile,
                factsHash,
                scoredAtMillis,
                Optional.empty());
    }

    public ScoredRollout {
        Objects.requireNonNull(rollout, "rollout");
        Objects.requireNonNull(reward, "reward");
        Objects.requireNonNull(answerKind, "answerKind");
        Check.require(
                !(correct && answerKind == AnswerKind.OPEN), "correct", "must be false for an open question", correct);
        Check.id(rewardModelId, "rewardModelId");
        Check.id(rewardProfile, "rewardProfile");
        Check.id(factsHash, "factsHash");
        Check.require(
                content.isEmpty() || answerKind == AnswerKind.OPEN,
                "content",
                "must be given for open questions only",
                content);
    }
}
