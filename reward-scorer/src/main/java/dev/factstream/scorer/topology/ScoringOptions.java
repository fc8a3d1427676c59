package dev.factstream.scorer.topology;

import dev.factstream.scorer.settings.ScorerSettings;
import java.time.Duration;

/**
 * The options of batching and of waiting for facts.
 *
 * @param batchSize maximum number of rollouts scored together
 * @param linger how long the oldest rollout of a batch waits for others
 * @param factsPatience how long a rollout waits for facts
 * @param factsRetry time between retries of the rollouts without facts
 * @param identityRetention how long rollout ids are remembered
 */
record ScoringOptions(
        int batchSize, Duration linger, Duration factsPatience, Duration factsRetry, Duration identityRetention) {
    static ScoringOptions of(ScorerSettings settings) {
        return new ScoringOptions(
                settings.batchSize(),
                settings.batchLinger(),
                settings.factsPatience(),
                settings.factsRetry(),
                settings.identityRetention());
    }

    /** Returns how often the age of a batch is checked, so that it never exceeds one and a half times the linger. */
    Duration lingerCheckInterval() {
        return Duration.ofMillis(Math.max(1, linger.toMillis() / 2));
    }
}
