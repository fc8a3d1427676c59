package dev.factstream.console.dashboard;

import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A scored rollout and its position on the topic.
 *
 * @param coordinate topic, partition and offset, in the notation of {@code factstream ledger show}
 */
record SeenRollout(ScoredRollout scored, String coordinate) {}
