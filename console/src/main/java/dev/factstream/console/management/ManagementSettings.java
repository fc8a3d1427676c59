package dev.factstream.console.management;

import dev.factstream.schemas.settings.Setting;
import java.util.List;

/** Where a role's management port is. */
public final class ManagementSettings {
    public static final Setting<Integer> PORT = Setting.integer(
            "management.port", 0, "Port for /healthy, /ready and /metrics (Prometheus text); 0 opens none.");
    public static final Setting<String> HOST = Setting.text(
            "management.host", "127.0.0.1", "Address that the management port listens on; 0.0.0.0 for all.");

    public static final Setting<Long> SILENCE = Setting.longInteger(
            "management.silence.seconds",
            300,
            "A role that has work and gives no sign of life for so long is not healthy: more than the longest generation,"
                    + " batch of scores or version takes.");

    public static final List<Setting<?>> KEYS = List.of(PORT, HOST, SILENCE);

    private ManagementSettings() {}
}
