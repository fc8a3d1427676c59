package dev.factstream.learner.ppo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Named sets of PPO hyperparameters. */
public enum PpoProfile {
    /** This project's defaults: every estimate over real tokens, each network with its own optimizer. */
    DEFAULT {
        @Override
        public Map<String, String> defaults(int rolloutsPerVersion) {
            return Map.of();
        }
    },

    /**
     * LLaVA-RLHF's constants (arXiv 2309.14525, as in its published scripts) and {@link PpoQuirk every quirk}. Constants that
     * depend on the size of model and machine keep their settings: rollouts per version (512 upstream), adapters (rank 64,
     * alpha 16), maximum tokens of an answer (896). Deviations: the learning rate is constant; upstream it falls by a cosine
     * after 5 batches of warm-up. The base is not quantised.
     */
    PAPER {
        @Override
        public Map<String, String> defaults(int rolloutsPerVersion) {
            Properties constants = new Properties();
            try (Reader reader = new InputStreamReader(
                    PpoProfile.class.getResourceAsStream("paper.properties"), StandardCharsets.UTF_8)) {
                constants.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> defaults = new TreeMap<>();
            constants.stringPropertyNames().forEach(key -> defaults.put(key, constants.getProperty(key)));
            // upstream a minibatch has half of the rollouts
            defaults.put(PpoOptions.MINIBATCH, Integer.toString((rolloutsPerVersion + 1) / 2));
            return defaults;
        }
    };

    /** Returns the settings of this profile by key; they hold where a key is not given. */
    public abstract Map<String, String> defaults(int rolloutsPerVersion);
}
