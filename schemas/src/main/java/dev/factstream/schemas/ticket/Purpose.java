package dev.factstream.schemas.ticket;

/** Why a ticket was issued. Only {@link #TRAIN} counts for admission and training. */
public enum Purpose {
    TRAIN,
    /** A fixed probe, sampled repeatedly to make drift visible. */
    CANARY,
    EVAL
}
