package dev.factstream.learner;

import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.replay.TrainingConfig;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings that a version was made with, as its ledger record stores them. Paths may differ on this machine, so
 * {@code learner.model}, {@code learner.dir}, {@code learner.critic.model} and {@code learner.init.adapter} can be
 * overridden. If a record has no settings, the given ones apply; so does a given {@code learner.sampling.max.tokens} where a
 * record lacks it, because older builds mistook it for a secret. Immutable.
 */
public final class RecordedSettings {

    private final Settings given;

    /** @param given settings of this invocation */
    public RecordedSettings(Settings given) {
        this.given = given;
    }

    /**
     * The settings of the version that {@code record} created.
     *
     * @throws SettingsException if this build does not know one of them
     */
    public Settings of(LedgerRecord record) {
        Settings now = LearnerSettings.effective(given);
        if (record.settings().isEmpty()) {
            return now;
        }
        Map<String, String> values = new HashMap<>(record.settings());
        for (String folder : SettingsCatalogue.keysOf(LearnerFolders.class)) {
            given.given(folder).ifPresent(path -> values.put(folder, path));
        }
        if (!values.containsKey(LearnerSettings.MAX_TOKENS)) {
            given.given(LearnerSettings.MAX_TOKENS).ifPresent(text -> values.put(LearnerSettings.MAX_TOKENS, text));
        }
        return Settings.of(LearnerSettings.class, values);
    }

    /** The training configuration of the version that {@code record} created. */
    TrainingConfig trainingConfig(LedgerRecord record) {
        LearnerSettings settings = LearnerSettings.from(of(record));
        return new TrainingConfig(settings.lora(), settings.ppo(), record.seed());
    }

    /**
     * Checks that {@code models} are those that the version of {@code record} was trained with.
     *
     * @throws SettingsException naming the settings to correct
     */
    static void requireSameModels(LedgerRecord record, FrozenModels models) {
        if (!record.settings().isEmpty()
                && !LearnerSettings.hash(record.settings(), models.hashes()).equals(record.configHash())) {
            throw new SettingsException(
                    "version " + record.version() + " of run " + record.runId()
                            + " was trained with another base model, reward model or initial adapter than these folders contain:"
                            + " give the right ones with --set learner.model=, learner.critic.model= and learner.init.adapter=");
        }
    }
}
