package dev.factstream.drift.settings;

import dev.factstream.runtime.settings.DefaultFolder;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the drift application.
 *
 * @param stateDir folder of the state stores
 * @param instanceId static membership: a restarted instance with the same id resumes at once
 * @param commitInterval time between commits of the transaction
 * @param updateInterval time between reports of an open window
 * @param windowRollouts number of rollouts that fill a window
 * @param windowLeast number of rollouts that fill a window when a newer version is published
 * @param referenceWindows number of windows in the reference
 * @param stalenessLimit average age of an actor's answers, in versions, from which the actor is stale
 */
public record DriftSettings(
        @Setting(
                key = STATE_DIR,
                defaultValue = ".factstream/drift-state",
                defaultIn = DefaultFolder.HOME,
                doc = "Folder of the local state stores; lost state is rebuilt from the cluster.")
        Path stateDir,

        @Setting(key = INSTANCE_ID, doc = "A name that is stable over restarts: a restarted instance resumes at once.")
        Optional<String> instanceId,

        @Setting(key = "drift.commit.interval.ms", defaultValue = "200", min = 1, doc = "Milliseconds between commits.")
        Duration commitInterval,

        @Setting(
                key = "drift.update.interval.ms",
                defaultValue = "1000",
                min = 1,
                doc = "Milliseconds between reports of a window that is still open.")
        Duration updateInterval,

        @Setting(
                key = WINDOW_ROLLOUTS,
                defaultValue = "256",
                doc = "Number of rollouts that fill a window; at least drift.window.least.")
        int windowRollouts,

        @Setting(
                key = WINDOW_LEAST,
                defaultValue = "64",
                min = 2,
                doc = "Number of rollouts that fill a window when a newer policy version is published; one alone has no"
                        + " deviation.")
        int windowLeast,

        @Setting(
                key = "drift.reference.windows",
                defaultValue = "4",
                min = 1,
                doc = "Number of windows at the start of a stream that make its reference.")
        int referenceWindows,

        @Setting(
                key = "drift.staleness.limit",
                defaultValue = "2.0",
                above = 0,
                doc = "An actor is stale if its answers are on average this many versions old or more.")
        double stalenessLimit) {
    public static final String STATE_DIR = "drift.state.dir";
    public static final String INSTANCE_ID = "drift.instance.id";

    private static final String WINDOW_ROLLOUTS = "drift.window.rollouts";
    private static final String WINDOW_LEAST = "drift.window.least";

    /** @throws SettingsException if a full window is smaller than the smallest one */
    public DriftSettings {
        if (windowRollouts < windowLeast) {
            throw new SettingsException(WINDOW_ROLLOUTS + " must be at least " + WINDOW_LEAST + ", which is "
                    + windowLeast + ", not " + windowRollouts);
        }
    }
}
