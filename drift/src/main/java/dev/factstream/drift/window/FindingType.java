package dev.factstream.drift.window;

import java.util.Locale;

/** The kinds of findings about a stream. */
public enum FindingType {
    /** The reward rises while answers get less correct. */
    REWARD_HACKING,
    /** The reward model's score jumped, although the reward model is the same. */
    REWARD_SHIFT,
    /** Answers get longer and longer. */
    LENGTH_CREEP,
    /** The policy always gives the same answers. */
    ENTROPY_COLLAPSE,
    /** The canaries, whose questions never change, are answered worse than at first. */
    POLICY_DRIFT,
    /** An actor answers with weights that are long outdated. */
    STALE_ACTORS,
    /** Versions are published, but the weights do not change. */
    NO_OP_WEIGHTS,
    /** The kinds of questions changed: an event, not drift. */
    PROMPT_MIX_CHANGE,
    /** The reward model or reward profile changed: an event, not drift. */
    REWARD_MODEL_CHANGE;

    /** Returns its name on the topic, for instance {@code length-creep}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a change made by a person. */
    public boolean isEvent() {
        return this == PROMPT_MIX_CHANGE || this == REWARD_MODEL_CHANGE;
    }
}
