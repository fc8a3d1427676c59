package dev.factstream.learner;

import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.replay.Recipe;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings that a version was made with, as its ledger record keeps them. Where folders lie, whoever asks may know
 * better: {@code learner.model}, {@code learner.dir}, {@code learner.critic.model} and {@code learner.init.adapter} can be
 * given anew. Where a record keeps no settings, those given are taken. Immutable.
 */
public final class RecordedSettings {

    private final Settings given;

    /** @param given what the user sets here and now */
    public RecordedSettings(Settings given) {
        this.given = given;
    }

    /**
     * The settings of the version that {@code record} made.
     *
     * @throws SettingsException if this build does not know one of them
     */
    public Settings of(LedgerRecord record) {
        Settings now = LearnerSettings.effective(given);
        if (record.settings().isEmpty()) {
            return now;
        }
        Map<String, String> values = new HashMap<>(record.settings());
        Map<String, String> places = given.startingWith("learner.");
        for (Setting<?> place : LearnerSettings.PLACES) {
            String name = place.key().substring("learner.".length());
            if (places.containsKey(name)) {
                values.put(place.key(), places.get(name));
            }
        }
        return Settings.of(LearnerSettings.KEYS, values);
    }

    /** How the version of {@code record} was computed. */
    Recipe recipe(LedgerRecord record) {
        LearnerSettings settings = LearnerSettings.from(of(record));
        return new Recipe(settings.lora(), settings.ppo(), record.seed());
    }

    /**
     * Refuses a foundation that the version of {@code record} does not stand on.
     *
     * @throws SettingsException saying what to give
     */
    static void requireFoundation(LedgerRecord record, Foundation foundation) {
        if (!record.settings().isEmpty()
                && !LearnerSettings.hash(record.settings(), foundation.hashes()).equals(record.configHash())) {
            throw new SettingsException("version " + record.version() + " of run " + record.runId()
                    + " stands on another model, reward model or first adapter than these folders hold: give the right"
                    + " ones with --set learner.model=, learner.critic.model= and learner.init.adapter=");
        }
    }
}
