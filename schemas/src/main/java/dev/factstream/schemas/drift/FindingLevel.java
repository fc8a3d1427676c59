package dev.factstream.schemas.drift;

/** How sure a finding is. */
public enum FindingLevel {
    /** Seen in a window, and not yet in three in a row. */
    SUSPICION,
    /** Seen in three windows in a row or more. */
    ALARM,
    /** A change that somebody made, such as another reward model: not drift. */
    EVENT,
    /** A level that this reader's schema does not know yet; never written. */
    UNKNOWN
}
