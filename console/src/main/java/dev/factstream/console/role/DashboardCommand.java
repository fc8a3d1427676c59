package dev.factstream.console.role;

import dev.factstream.console.dashboard.DashboardSettings;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code factstream dashboard}. */
@Command(
        name = "dashboard",
        description =
                "Serves a live web page of a stream: rewards, KL, speed, lag, drift, alarms, newest rollouts.")
public final class DashboardCommand extends RoleCommand {
    @Override
    List<Setting<?>> keys() {
        return DashboardSettings.KEYS;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        DashboardRole role = DashboardRole.start(settings);
        out.println("the page is at " + role.url());
        return role;
    }
}
