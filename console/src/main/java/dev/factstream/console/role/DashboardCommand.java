package dev.factstream.console.role;

import dev.factstream.dashboard.DashboardRole;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code factstream dashboard}. */
@Command(
        name = "dashboard",
        description = "Serves a live web page of a stream: rewards, KL, speed, lag, drift, alarms, newest rollouts.")
public final class DashboardCommand extends RoleCommand {
    @Override
    Class<? extends Record> settingsType() {
        return DashboardSettings.class;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        DashboardRole role = DashboardRole.start(settings);
        out.println("the page is at " + role.url());
        return role;
    }
}
