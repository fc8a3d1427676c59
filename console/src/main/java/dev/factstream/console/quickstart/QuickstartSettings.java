package dev.factstream.console.quickstart;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.ArrayList;
import java.util.List;

/** The settings of all roles of a quickstart: what it decides itself, under what the user sets. */
final class QuickstartSettings {
    static final String RUN_ID = "quickstart";

    private static final List<Setting<?>> KEYS = new ArrayList<>();

    static {
        KEYS.addAll(ActorSettings.KEYS);
        KEYS.addAll(ScorerSettings.KEYS);
        KEYS.addAll(LearnerSettings.KEYS);
    }

    private final SettingsOptions user;
    private final List<String> decided;

    QuickstartSettings(SettingsOptions user, QuickstartOptions options, RunFolder folder) {
        this.user = user;
        String policy = options.policy().toAbsolutePath().toString();
        decided = List.of(
                set(ActorSettings.MODEL, policy),
                set(ScorerSettings.STATE_DIR, folder.scorerState()),
                set(ScorerSettings.INSTANCE_ID, RUN_ID), // a killed scorer is replaced at once
                set(LearnerSettings.MODEL, policy),
                set(LearnerSettings.DIR, folder.root()),
                set(LearnerSettings.RUN_ID, RUN_ID),
                set(LearnerSettings.SEED, options.seed()));
    }

    /** Settings without a cluster, to see whether they make sense before anything is started. */
    Settings unconnected() {
        return user.load(KEYS, decided);
    }

    /** The settings of the learner and the scorer. */
    Settings of(String bootstrapServers) {
        return with(bootstrapServers, List.of());
    }

    /** The settings of one actor, counted from 1. */
    Settings ofActor(String bootstrapServers, int number) {
        return with(bootstrapServers, List.of(set(ActorSettings.ID, "actor-" + number)));
    }

    private Settings with(String bootstrapServers, List<String> more) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(more);
        all.add("kafka.bootstrap.servers=" + bootstrapServers);
        return user.load(KEYS, all);
    }

    private static String set(Setting<?> setting, Object value) {
        return setting.key() + "=" + value;
    }
}
