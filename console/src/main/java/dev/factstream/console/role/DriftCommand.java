package dev.factstream.console.role;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.stream.DriftRole;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code factstream drift}. */
@Command(
        name = "drift",
        description = "Detects drift in scored rollouts: windows, distances from a reference, and named findings.")
public final class DriftCommand extends RoleCommand {
    @Override
    Class<? extends Record> settingsType() {
        return DriftSettings.class;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        return DriftRole.start(settings);
    }
}
