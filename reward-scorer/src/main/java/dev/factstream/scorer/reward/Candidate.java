package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;

/**
 * A rollout that is ready to be scored.
 *
 * @param answer the answer to reward, possibly cut by a quirk
 * @param facts the facts of its prompt
 */
public record Candidate(Rollout rollout, RewardedAnswer answer, Facts facts) {}
