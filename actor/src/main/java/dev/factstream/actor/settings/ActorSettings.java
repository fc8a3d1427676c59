package dev.factstream.actor.settings;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an actor can be told.
 *
 * @param id names the actor in its rollouts and logs
 * @param model the checkpoint folder whose weights are served
 * @param policyId whose adapters are served
 * @param batchSize how many tickets are taken together, and how many sequences generated side by side, at most
 * @param gatherTime how long a poll waits for a full batch before it is content with what there is
 * @param versionPatience how long a ticket waits for the policy version it asks for before another actor may try
 */
public record ActorSettings(
        String id, Path model, String policyId, int batchSize, Duration gatherTime, Duration versionPatience) {
    public static final Setting<String> ID =
            Setting.text("actor.id", "", "Names the actor in rollouts and logs; host and process when empty.");
    public static final Setting<Path> MODEL = Setting.path(
            "actor.model", Path.of("checkpoints", "policy"), "Checkpoint folder, in Hugging Face layout, to serve.");
    public static final Setting<String> POLICY_ID =
            Setting.text("actor.policy.id", "policy", "Whose adapters are served; as the learner calls its policy.");
    public static final Setting<Integer> BATCH_SIZE = Setting.integer(
            "actor.batch.size", 64, "Most tickets taken together, and sequences generated side by side.");
    public static final Setting<Long> GATHER_TIME = Setting.longInteger(
            "actor.gather.ms", 50, "Milliseconds a poll waits for a fuller batch when only few tickets are there.");
    public static final Setting<Long> VERSION_PATIENCE = Setting.longInteger(
            "actor.version.patience.ms",
            120_000,
            "Milliseconds a ticket waits here for the policy version it asks for before another actor may try.");

    /** Every key an actor knows. */
    public static final List<Setting<?>> KEYS = Stream.concat(
                    Stream.of(ID, MODEL, POLICY_ID, BATCH_SIZE, GATHER_TIME, VERSION_PATIENCE),
                    ChatSettings.KEYS.stream())
            .toList();

    /** @throws SettingsException if a value makes no sense, naming its key */
    public ActorSettings {
        require(!id.isBlank(), ID, "must not be blank");
        require(!policyId.isBlank(), POLICY_ID, "must not be blank");
        require(batchSize > 0, BATCH_SIZE, "must be positive");
        require(!gatherTime.isNegative(), GATHER_TIME, "must not be negative");
        require(!versionPatience.isNegative(), VERSION_PATIENCE, "must not be negative");
    }

    /** The actor's part of the effective settings. */
    public static ActorSettings from(Settings settings) {
        String id = settings.get(ID);
        return new ActorSettings(
                id.isBlank() ? hostAndProcess() : id,
                settings.get(MODEL),
                settings.get(POLICY_ID),
                settings.get(BATCH_SIZE),
                Duration.ofMillis(settings.get(GATHER_TIME)),
                Duration.ofMillis(settings.get(VERSION_PATIENCE)));
    }

    private static String hostAndProcess() {
        String[] processAndHost = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        return processAndHost[processAndHost.length - 1] + "-" + processAndHost[0];
    }

    private static void require(boolean condition, Setting<?> setting, String what) {
        if (!condition) {
            throw new SettingsException(setting.key() + " " + what);
        }
    }
}
