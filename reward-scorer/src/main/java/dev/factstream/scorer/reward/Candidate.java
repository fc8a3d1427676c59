package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;

/**
 * A rollout that is ready to be scored.
 *
 * @param answer its answer as it is rewarded, which a quirk may have cut
 * @param facts those of its prompt
 */
public record Candidate(Rollout rollout, Answer answer, Facts facts) {}
