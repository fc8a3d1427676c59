package dev.factstream.schemas.run;

/** Whether actors serve a run. */
public enum RunStatus {
    /** Actors answer its tickets. */
    OPEN,
    /** Its tickets are passed over, and no learner resumes it. */
    CLOSED,
    /** A status that this reader's schema does not know yet; never written. */
    UNKNOWN
}
