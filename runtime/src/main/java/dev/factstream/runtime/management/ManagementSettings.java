package dev.factstream.runtime.management;

import dev.factstream.runtime.settings.Setting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The settings of a role's management port.
 *
 * @param port 0 to disable it
 * @param host address to listen on
 * @param token of requests; empty if none is required
 * @param silence time without progress after which a role with work is unhealthy
 */
public record ManagementSettings(
        @Setting(
                key = "management.port",
                defaultValue = "0",
                min = 0,
                max = 65535,
                doc = "Port for /healthy, /ready and /metrics (Prometheus text); 0 disables it.")
        int port,

        @Setting(
                key = "management.host",
                defaultValue = "127.0.0.1",
                notBlank = true,
                doc = "Address that the management port listens on; 0.0.0.0 for all interfaces.")
        String host,

        @Setting(
                key = "management.token",
                secret = true,
                doc =
                        "Token that requests to the management port must carry; several are separated by commas. Required unless it listens"
                                + " on a loopback address.")
        String token,

        @Setting(
                key = "management.silence.seconds",
                defaultValue = "300",
                above = 0,
                unit = ChronoUnit.SECONDS,
                doc =
                        "Time without progress after which a role with work is unhealthy; set it above the longest generation,"
                                + " scoring batch or version.")
        Duration silence) {}
