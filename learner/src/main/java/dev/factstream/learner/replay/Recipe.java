package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.model.lora.LoraSettings;

/**
 * What of a run's settings decides how a version is computed.
 *
 * @param lora shape of the adapters that a run begins with
 * @param ppo constants of the algorithm
 * @param seed of the run
 */
public record Recipe(LoraSettings lora, PpoOptions ppo, long seed) {}
