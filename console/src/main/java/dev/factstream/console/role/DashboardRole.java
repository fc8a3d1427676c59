package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import dev.factstream.console.dashboard.Dashboard;
import dev.factstream.console.management.Meters;
import dev.factstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/** Runs the dashboard as a role. */
final class DashboardRole implements Role {
    private final Dashboard dashboard;

    private DashboardRole(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    static DashboardRole start(Settings settings) {
        return new DashboardRole(Dashboard.open(settings, false));
    }

    /** The URL of the page. */
    String url() {
        return dashboard.url();
    }

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public Optional<Failure> failure() {
        return dashboard.failure().map(Failure::of);
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return Silence.describe("poll of the topics", dashboard.sincePoll(), patience);
    }

    /** Registers no metrics: the dashboard shows only data from the topics. */
    @Override
    public void registerMetrics(Meters meters) {}

    @Override
    public boolean close(Duration timeout) {
        dashboard.close();
        return true;
    }
}
