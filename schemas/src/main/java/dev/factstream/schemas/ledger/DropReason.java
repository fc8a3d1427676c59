package dev.factstream.schemas.ledger;

/** Why a ticket ended without training. */
public enum DropReason {
    /** Its oldest token is older than the admission window allows. */
    STALE,
    /** No outcome arrived within the ticket timeout. */
    LOST,
    /** A log-probability or a reward is not a finite number. */
    NON_FINITE,
    /** The version that issued it was abandoned. */
    ROLLBACK,
    /** It was scored by a different reward model than the one that the run began with. */
    FOREIGN_REWARD_MODEL,
    /** It was sampled by an adapter that the run has not published, for instance by one of another run. */
    FOREIGN_POLICY,
    /** The run was closed. */
    RUN_CLOSED,
    /** A reason that this reader's schema does not know yet; never written. */
    UNKNOWN
}
