package dev.factstream.data.picturebook;

/** The eight types of open questions, those of MMHal-Bench (arXiv 2309.14525, section 3.4) and in its order. */
public enum QuestionType {
    /** What colour a thing has. */
    ATTRIBUTE,
    /** About a thing that one would expect but that is not there. */
    ADVERSARIAL,
    /** Which of two things is bigger. */
    COMPARISON,
    /** How many there are of a kind. */
    COUNTING,
    /** Where a thing is, seen from another. */
    RELATION,
    /** What place the picture shows. */
    ENVIRONMENT,
    /** A description of everything. */
    HOLISTIC,
    /** What is at a place of the picture. */
    OTHER
}
