package dev.factstream.dashboard;

import dev.factstream.runtime.settings.Setting;
import java.util.Optional;

/**
 * The settings of the dashboard.
 *
 * @param port 0 for any free port
 * @param host address to listen on
 * @param token of requests; empty if none is required
 * @param run the run to show; empty for the one with the newest version
 */
public record DashboardSettings(
        @Setting(
                key = PORT,
                defaultValue = "19080",
                min = 0,
                max = 65535,
                doc = "Port of the page; 0 for any free port.")
        int port,

        @Setting(
                key = "dashboard.host",
                defaultValue = "127.0.0.1",
                notBlank = true,
                doc = "Address that the page listens on; 0.0.0.0 for all interfaces.")
        String host,

        @Setting(
                key = "dashboard.token",
                secret = true,
                doc =
                        "Token of the page, which browsers ask for as a password; several are separated by commas. Required unless the page"
                                + " listens on a loopback address.")
        String token,

        @Setting(
                key = "dashboard.run",
                doc = "Run to show (learner.run.id); empty for the run with the newest version.")
        Optional<String> run) {
    public static final String PORT = "dashboard.port";
}
