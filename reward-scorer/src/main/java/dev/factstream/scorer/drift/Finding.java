package dev.factstream.scorer.drift;

import java.util.Locale;

/** What can be wrong with a stream, by name. */
enum Finding {
    /** The reward rises while answers get less correct. */
    REWARD_HACKING,
    /** The reward model's score has jumped, though it is the same reward model. */
    REWARD_SHIFT,
    /** Answers get longer and longer. */
    LENGTH_CREEP,
    /** The policy always says the same. */
    ENTROPY_COLLAPSE,
    /** The canaries, which are always the same questions, are answered worse than at first. */
    POLICY_DRIFT,
    /** An actor answers with weights that are long outdated. */
    STALE_ACTORS,
    /** Versions come out, and the weights stay as they are. */
    NO_OP_WEIGHTS,
    /** Other kinds of questions are asked: an event, not drift. */
    PROMPT_MIX_CHANGE,
    /** Another reward model or reward profile scores: an event, not drift. */
    REWARD_MODEL_CHANGE;

    /** Its name on the topic, for instance {@code length-creep}. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a change that somebody made. */
    boolean isEvent() {
        return this == PROMPT_MIX_CHANGE || this == REWARD_MODEL_CHANGE;
    }
}
