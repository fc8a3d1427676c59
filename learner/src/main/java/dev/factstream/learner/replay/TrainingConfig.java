package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.model.lora.LoraSettings;

/**
 * The settings of a run that determine how a version is computed.
 *
 * @param lora shape of the adapters that a run starts with
 * @param ppo hyperparameters of PPO
 * @param seed seed of the run
 */
public record TrainingConfig(LoraSettings lora, PpoOptions ppo, long seed) {}
