package dev.factstream.picturebook.questions;

/** The eight types of open questions of MMHal-Bench (arXiv 2309.14525, section 3.4), in its order. */
public enum QuestionType {
    /** The colour of a thing. */
    ATTRIBUTE,
    /** A thing that would be expected but is absent. */
    ADVERSARIAL,
    /** The bigger one of two things. */
    COMPARISON,
    /** The number of things of a kind. */
    COUNTING,
    /** The place of a thing relative to another. */
    RELATION,
    /** The environment that the picture shows. */
    ENVIRONMENT,
    /** A description of everything. */
    HOLISTIC,
    /** The thing at a place of the picture. */
    OTHER
}
