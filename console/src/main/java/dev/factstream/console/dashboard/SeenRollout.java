package dev.factstream.console.dashboard;

import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A scored rollout and where it lies.
 *
 * @param coordinate topic, partition and offset, as {@code factstream ledger show} names it
 */
record SeenRollout(ScoredRollout scored, String coordinate) {}
