package dev.factstream.dashboard;

import dev.factstream.runtime.settings.Setting;
import java.util.List;

/** The settings of the dashboard. */
public final class DashboardSettings {
    public static final Setting<Integer> PORT =
            Setting.integer("dashboard.port", 19080, "Port of the page; 0 for any free port.");
    public static final Setting<String> HOST = Setting.text(
            "dashboard.host",
            "127.0.0.1",
            "Address that the page listens on; 0.0.0.0 for all interfaces. There is no access control.");
    public static final Setting<String> RUN = Setting.text(
            "dashboard.run", "", "Run to show (learner.run.id); empty for the run with the newest version.");

    /** The setting keys of the dashboard. */
    public static final List<Setting<?>> KEYS = List.of(PORT, HOST, RUN);

    private DashboardSettings() {}
}
