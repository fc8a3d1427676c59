package dev.factstream.schemas.drift;

/** The severity of a finding. */
public enum FindingLevel {
    /** Seen in fewer than three consecutive windows. */
    SUSPICION,
    /** Seen in at least three consecutive windows. */
    ALARM,
    /** A change made by an operator, such as another reward model; not drift. */
    EVENT,
    /** A level that this reader's schema does not know yet; never written. */
    UNKNOWN
}
