package dev.factstream.learner.ppo;

/** Named sets of constants. */
public enum Profile {
    /** This project's own: every estimate over real tokens, each network with its own optimizer. */
    DEFAULT,

    /**
     * LLaVA-RLHF's constants (arXiv 2309.14525, as in the scripts published with it) and {@link Quirk every quirk}. What
     * depends on the size of model and machine stays with its own settings: rollouts per version (512 there), adapters
     * (rank 64, alpha 16), most tokens of an answer (896). Deviations: the learning rate is constant, there it falls by
     * a cosine after 5 batches of warm-up; the base is not quantised.
     */
    PAPER
}
