package dev.factstream.lab.stream;

import ai.djl.Device;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;

/**
 * The properties that must not change during a run, because its log would mix different experiments.
 *
 * @param seed of all random choices
 * @param baseHash hash of the initial policy
 * @param rewardModel id of the reward model, or {@code none}
 * @param rolloutsPerVersion the batch size
 */
record RunIdentity(long seed, String baseHash, String rewardModel, int rolloutsPerVersion) {
    private static final String SEED = "seed";
    private static final String BASE = "policy.base.hash";
    private static final String REWARD_MODEL = "reward.model.id";
    private static final String BATCH = "rollouts.per.version";

    /**
     * Returns the identity of a run with these settings. Validates all settings and loads the reward model before anything is
     * started.
     *
     * @throws dev.factstream.runtime.settings.SettingsException if settings of any role are invalid
     * @throws dev.factstream.model.checkpoint.ModelFormatException if the reward model cannot be used
     */
    static RunIdentity of(StreamPlan plan, Settings settings, VisionLanguageModel policy) {
        settings.bind(ActorSettings.class);
        settings.bind(ScorerSettings.class);
        settings.bind(DriftSettings.class);
        settings.bind(DashboardSettings.class);
        settings.bind(ManagementSettings.class);
        LearnerSettings learner = LearnerSettings.from(settings);
        return new RunIdentity(
                learner.seed(),
                policy.baseHash(),
                plan.rewardModel().map(RunIdentity::idOf).orElse("none"),
                learner.admission().rolloutsPerVersion());
    }

    private static String idOf(Path rewardModel) {
        try (RewardModel model = RewardModel.load(rewardModel, Device.cpu())) {
            return model.id();
        }
    }

    /**
     * Writes the identity of a new run, or compares it with the stored one.
     *
     * @return whether the run existed
     * @throws UserFacingException naming the first difference
     */
    boolean writeOrVerify(Path file) throws IOException {
        if (!Files.exists(file)) {
            write(file);
            return false;
        }
        Properties earlier = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            earlier.load(reader);
        }
        compare(file, earlier, SEED, Long.toString(seed), "give --seed %s");
        compare(file, earlier, BASE, baseHash, "give its initial --policy (base hash %s)");
        compare(file, earlier, REWARD_MODEL, rewardModel, "give its initial reward model (id %s)");
        compare(file, earlier, BATCH, Integer.toString(rolloutsPerVersion), "leave the rollouts per version at %s");
        return true;
    }

    private static void compare(Path file, Properties earlier, String key, String now, String advice) {
        String then = earlier.getProperty(key, "unknown");
        if (!then.equals(now)) {
            throw new UserFacingException(
                    ExitCode.SETTINGS,
                    "the run in " + file.getParent() + " has " + key + " " + then + ", not " + now + ": "
                            + String.format(Locale.ROOT, advice, then) + ", or choose another folder");
        }
    }

    /** Writes by rename, so that a crash leaves no partial file. */
    private void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(SEED, Long.toString(seed));
        properties.setProperty(BASE, baseHash);
        properties.setProperty(REWARD_MODEL, rewardModel);
        properties.setProperty(BATCH, Integer.toString(rolloutsPerVersion));
        Path temporary = file.resolveSibling(file.getFileName() + ".writing");
        try (Writer writer = Files.newBufferedWriter(temporary)) {
            properties.store(writer, "Fixed for the lifetime of this run");
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
