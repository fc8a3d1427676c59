package dev.factstream.console.role;

import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.service.ScorerRole;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code factstream scorer}. */
@Command(name = "scorer", description = "Joins rollouts with facts and publishes their rewards by component.")
public final class ScorerCommand extends RoleCommand {
    @Override
    List<Setting<?>> keys() {
        return ScorerSettings.KEYS;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        return ScorerRole.start(settings);
    }
}
