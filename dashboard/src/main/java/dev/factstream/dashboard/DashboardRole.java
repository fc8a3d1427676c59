package dev.factstream.dashboard;

import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.StallCheck;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the dashboard as a role. */
public final class DashboardRole implements Role {
    private final Dashboard dashboard;
    private final List<AccessRight> access;

    private DashboardRole(Dashboard dashboard, List<AccessRight> access) {
        this.dashboard = dashboard;
        this.access = access;
    }

    public static DashboardRole start(Settings settings) {
        return new DashboardRole(
                Dashboard.open(settings, false), RoleAccess.dashboard(CommonSettings.topicNames(settings)));
    }

    /** The URL of the page. */
    public String url() {
        return dashboard.url();
    }

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public Optional<Throwable> failure() {
        return dashboard.failure();
    }

    @Override
    public List<AccessRight> access() {
        return access;
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return StallCheck.describe("poll of the topics", dashboard.sincePoll(), patience);
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
