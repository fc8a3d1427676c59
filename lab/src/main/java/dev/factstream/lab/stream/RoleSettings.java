package dev.factstream.lab.stream;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.runtime.logging.LoggingSettings;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.scorer.settings.ScorerSettings;

/** The settings of all roles: a file for one of them may hold those of the others. */
public final class RoleSettings {
    public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(
            ActorSettings.class,
            ScorerSettings.class,
            LearnerSettings.class,
            DriftSettings.class,
            DashboardSettings.class,
            ManagementSettings.class,
            LoggingSettings.class);

    private RoleSettings() {}
}
