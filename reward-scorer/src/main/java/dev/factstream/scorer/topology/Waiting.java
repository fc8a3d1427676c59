package dev.factstream.scorer.topology;

import dev.factstream.scorer.settings.ScorerSettings;
import java.time.Duration;

/**
 * What a rollout waits for, and how long.
 *
 * @param batchSize how many are scored together
 * @param linger how long the oldest of a batch waits for the others
 * @param patience how long one waits for facts
 * @param retry how often those without facts are looked at
 * @param retention how long ids are remembered
 */
record Waiting(int batchSize, Duration linger, Duration patience, Duration retry, Duration retention) {
    static Waiting of(ScorerSettings settings) {
        return new Waiting(
                settings.batchSize(),
                settings.batchLinger(),
                settings.factsPatience(),
                settings.factsRetry(),
                settings.identityRetention());
    }

    /** How often the age of a batch is looked at, so that it is never older than one and a half times the linger. */
    Duration look() {
        return Duration.ofMillis(Math.max(1, linger.toMillis() / 2));
    }
}
