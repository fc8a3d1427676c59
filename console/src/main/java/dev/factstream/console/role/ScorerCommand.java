package dev.factstream.console.role;

import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.service.ScorerRole;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code factstream scorer}. */
@Command(name = "scorer", description = "Joins rollouts with facts and publishes their rewards by component.")
public final class ScorerCommand extends RoleCommand {
    @Override
    Class<? extends Record> settingsType() {
        return ScorerSettings.class;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        return ScorerRole.start(settings);
    }
}
