package dev.factstream.schemas.ticket;

/** Why a ticket was issued. Only {@link #TRAIN} counts for admission and training. */
public enum Purpose {
    TRAIN,
    /** A fixed probe, sampled again and again so that drift shows. */
    CANARY,
    EVAL
}
