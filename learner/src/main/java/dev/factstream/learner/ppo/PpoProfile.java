package dev.factstream.learner.ppo;

/** Named sets of PPO hyperparameters. */
public enum PpoProfile {
    /** This project's defaults: every estimate over real tokens, each network with its own optimizer. */
    DEFAULT,

    /**
     * LLaVA-RLHF's constants (arXiv 2309.14525, as in its published scripts) and {@link PpoQuirk every quirk}. Constants that
     * depend on the size of model and machine keep their settings: rollouts per version (512 upstream), adapters (rank 64,
     * alpha 16), maximum tokens of an answer (896). Deviations: the learning rate is constant; upstream it falls by a cosine
     * after 5 batches of warm-up. The base is not quantised.
     */
    PAPER
}
