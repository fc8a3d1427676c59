package dev.factstream.scorer.drift;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the drift application can be told.
 *
 * @param stateDir where the state stores live
 * @param instanceId static membership: a restarted one with the same id is back at once
 * @param commitInterval how often a transaction is committed
 * @param updateInterval how often an open window is reported
 * @param windowRollouts most rollouts in a window
 * @param windowLeast so many make a window when a newer version is out
 * @param referenceWindows how many windows make a reference, and how many the baseline has
 * @param stalenessLimit versions that an actor may be late on average
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
    public static final Setting<String> INSTANCE_ID =
            Setting.text("drift.instance.id", "", "A name that stays over restarts: a restarted one is back at once.");
    public static final Setting<Long> COMMIT_INTERVAL =
            Setting.longInteger("drift.commit.interval.ms", 200, "Milliseconds between commits.");
    public static final Setting<Long> UPDATE_INTERVAL = Setting.longInteger(
            "drift.update.interval.ms", 1000, "Milliseconds between reports of a window that is still open.");
    public static final Setting<Integer> WINDOW_ROLLOUTS =
            Setting.integer("drift.window.rollouts", 256, "A window is full with so many rollouts.");
    public static final Setting<Integer> WINDOW_LEAST = Setting.integer(
            "drift.window.least", 64, "So many rollouts make a window when a newer policy version is out.");
    public static final Setting<Integer> REFERENCE_WINDOWS = Setting.integer(
            "drift.reference.windows",
            4,
            "The first so many windows make the reference; and the last so many good ones the baseline for jumps.");
    public static final Setting<Double> STALENESS_LIMIT = Setting.decimal(
            "drift.staleness.limit", 2, "An actor whose answers are on average so many versions old is stale.");

    /** Every key the drift application knows. */
    public static final List<Setting<?>> KEYS = List.of(
            STATE_DIR,
            INSTANCE_ID,
            COMMIT_INTERVAL,
            UPDATE_INTERVAL,
            WINDOW_ROLLOUTS,
            WINDOW_LEAST,
            REFERENCE_WINDOWS,
            STALENESS_LIMIT);

    /** @throws SettingsException if a value makes no sense, naming its key */
    public DriftSettings {
        require(commitInterval.toMillis() > 0, COMMIT_INTERVAL, "must be positive");
        require(updateInterval.toMillis() > 0, UPDATE_INTERVAL, "must be positive");
        require(windowLeast >= 2, WINDOW_LEAST, "must be 2 or more, since one rollout has no deviation");
        require(windowRollouts >= windowLeast, WINDOW_ROLLOUTS, "must be " + WINDOW_LEAST.key() + " or more");
        require(referenceWindows > 0, REFERENCE_WINDOWS, "must be positive");
        require(stalenessLimit > 0, STALENESS_LIMIT, "must be positive");
    }

    /** The drift application's part of the effective settings. */
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
