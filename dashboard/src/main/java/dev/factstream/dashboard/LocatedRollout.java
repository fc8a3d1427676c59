package dev.factstream.dashboard;

import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A scored rollout and its position on the topic.
 *
 * @param coordinate topic, partition and offset, in the notation of {@code factstream ledger show}
 */
record LocatedRollout(ScoredRollout scored, String coordinate) {}
