package dev.factstream.scorer.rescore;

import dev.factstream.schemas.rollout.RewardParts;

/** A rescored rollout, without its picture and tokens. */
record RescoredRollout(String rolloutId, String promptId, String question, String answer, RewardParts reward) {}
