package dev.factstream.schemas.rollout;

/** Why a generation ended. */
public enum FinishReason {
    /** The end token was sampled. */
    STOP,
    /** The token limit was reached first. */
    LENGTH
}
