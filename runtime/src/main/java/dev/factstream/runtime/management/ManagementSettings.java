package dev.factstream.runtime.management;

import dev.factstream.runtime.settings.Setting;
import java.util.List;

/** The settings of a role's management port. */
public final class ManagementSettings {
    public static final Setting<Integer> PORT = Setting.integer(
            "management.port", 0, "Port for /healthy, /ready and /metrics (Prometheus text); 0 disables it.");
    public static final Setting<String> HOST = Setting.text(
            "management.host", "127.0.0.1", "Address that the management port listens on; 0.0.0.0 for all interfaces.");

    public static final Setting<Long> SILENCE = Setting.longInteger(
            "management.silence.seconds",
            300,
            "Time without progress after which a role with work is unhealthy; set it above the longest generation,"
                    + " scoring batch or version.");

    public static final List<Setting<?>> KEYS = List.of(PORT, HOST, SILENCE);

    private ManagementSettings() {}
}
