package dev.factstream.lab.chaos;

import java.time.Duration;

/**
 * The size of a {@link SharedActorsExperiment}.
 *
 * @param small rollouts per version of the run whose pace is measured
 * @param large rollouts per version of the run beside it
 * @param actors number of actors that both share
 * @param slots slots of each actor; the small run alone gets half of them
 * @param generation simulated duration of an answer
 * @param time duration of each of the two measurements
 * @param kills number of actors killed during each measurement
 */
public record SharedActorsOptions(
        int small, int large, int actors, int slots, Duration generation, Duration time, int kills) {
    public SharedActorsOptions {
        if (small < 1 || large < 1 || actors < 1 || slots < 2 || kills < 0 || generation.isNegative()) {
            throw new IllegalArgumentException("a version needs at least one rollout, and each actor two slots");
        }
    }
}
