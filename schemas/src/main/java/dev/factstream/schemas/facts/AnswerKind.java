package dev.factstream.schemas.facts;

/** The form of a right answer. Only kinds with a symbolic ground truth can be judged right or wrong. */
public enum AnswerKind {
    OPEN,
    YES_NO,
    MULTIPLE_CHOICE
}
