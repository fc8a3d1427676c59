package dev.factstream.console.dashboard;

import dev.factstream.schemas.settings.Setting;
import java.util.List;

/** Where the page is, and what it shows. */
public final class DashboardSettings {
    public static final Setting<Integer> PORT =
            Setting.integer("dashboard.port", 19080, "Port of the page; 0 takes a free one.");
    public static final Setting<String> HOST = Setting.text(
            "dashboard.host",
            "127.0.0.1",
            "Address that the page listens on; 0.0.0.0 for all. Whoever reaches it reads.");
    public static final Setting<String> RUN = Setting.text(
            "dashboard.run",
            "",
            "Run to show, as learner.run.id names it; empty for the one that made a version last.");

    /** Every key the dashboard knows. */
    public static final List<Setting<?>> KEYS = List.of(PORT, HOST, RUN);

    private DashboardSettings() {}
}
