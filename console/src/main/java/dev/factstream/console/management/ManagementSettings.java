package dev.factstream.console.management;

import dev.factstream.schemas.settings.Setting;
import java.util.List;

/** Where a role's management port is. */
public final class ManagementSettings {
    public static final Setting<Integer> PORT = Setting.integer(
            "management.port", 0, "Port for /healthy, /ready and /metrics (Prometheus text); 0 opens none.");
    public static final Setting<String> HOST = Setting.text(
            "management.host", "127.0.0.1", "Address that the management port listens on; 0.0.0.0 for all.");

    public static final List<Setting<?>> KEYS = List.of(PORT, HOST);

    private ManagementSettings() {}
}
