package dev.factstream.schemas.facts;

/** What a right answer looks like. Only the kinds with a symbolic ground truth can be judged correct or wrong. */
public enum AnswerKind {
    OPEN,
    YES_NO,
    MULTIPLE_CHOICE
}
