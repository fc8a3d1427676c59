package dev.factstream.console.rescore;

import dev.factstream.schemas.rollout.RewardParts;

/** A rescored rollout, without its picture and tokens. */
record ScoredAgain(String rolloutId, String promptId, String question, String answer, RewardParts reward) {}
