package dev.factstream.drift.settings;

import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        Path stateDir,
        Optional<String> instanceId,
        Duration commitInterval,
        Duration updateInterval,
        int windowRollouts,
        int windowLeast,
        int referenceWindows,
        double stalenessLimit) {
    public static final Setting<Path> STATE_DIR = Setting.path(
            "drift.state.dir",
            Path.of(System.getProperty("user.home"), ".factstream", "drift-state"),
            "Folder of the local state stores; lost state is rebuilt from the cluster.");
    public static final Setting<String> INSTANCE_ID = Setting.text(
            "drift.instance.id", "", "A name that is stable over restarts: a restarted instance resumes at once.");
    public static final Setting<Long> COMMIT_INTERVAL =
            Setting.longInteger("drift.commit.interval.ms", 200, "Milliseconds between commits.");
    public static final Setting<Long> UPDATE_INTERVAL = Setting.longInteger(
            "drift.update.interval.ms", 1000, "Milliseconds between reports of a window that is still open.");
    public static final Setting<Integer> WINDOW_ROLLOUTS =
            Setting.integer("drift.window.rollouts", 256, "Number of rollouts that fill a window.");
    public static final Setting<Integer> WINDOW_LEAST = Setting.integer(
            "drift.window.least",
            64,
            "Number of rollouts that fill a window when a newer policy version is published.");
    public static final Setting<Integer> REFERENCE_WINDOWS = Setting.integer(
            "drift.reference.windows", 4, "Number of windows at the start of a stream that make its reference.");
    public static final Setting<Double> STALENESS_LIMIT = Setting.decimal(
            "drift.staleness.limit",
            2,
            "An actor is stale if its answers are on average this many versions old or more.");

    /** All settings of the drift application. */
    public static final List<Setting<?>> KEYS = List.of(
            STATE_DIR,
            INSTANCE_ID,
            COMMIT_INTERVAL,
            UPDATE_INTERVAL,
            WINDOW_ROLLOUTS,
            WINDOW_LEAST,
            REFERENCE_WINDOWS,
            STALENESS_LIMIT);

    /** @throws SettingsException if a value is invalid; the message names its key */
    public DriftSettings {
        require(commitInterval.toMillis() > 0, COMMIT_INTERVAL, "must be positive");
        require(updateInterval.toMillis() > 0, UPDATE_INTERVAL, "must be positive");
        require(windowLeast >= 2, WINDOW_LEAST, "must be 2 or more, since one rollout has no deviation");
        require(windowRollouts >= windowLeast, WINDOW_ROLLOUTS, "must be " + WINDOW_LEAST.key() + " or more");
        require(referenceWindows > 0, REFERENCE_WINDOWS, "must be positive");
        require(stalenessLimit > 0, STALENESS_LIMIT, "must be positive");
    }

    /** Reads the settings of the drift application from the effective settings. */
    public static DriftSettings from(Settings settings) {
        return new DriftSettings(
                settings.get(STATE_DIR),
                Optional.of(settings.get(INSTANCE_ID)).filter(id -> !id.isBlank()),
                Duration.ofMillis(settings.get(COMMIT_INTERVAL)),
                Duration.ofMillis(settings.get(UPDATE_INTERVAL)),
                settings.get(WINDOW_ROLLOUTS),
                settings.get(WINDOW_LEAST),
                settings.get(REFERENCE_WINDOWS),
                settings.get(STALENESS_LIMIT));
    }

    private static void require(boolean condition, Setting<?> setting, String what) {
        if (!condition) {
            throw new SettingsException(setting.key() + " " + what);
        }
    }
}
