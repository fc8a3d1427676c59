package dev.factstream.drift.stream;

import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.StreamsRole;
import dev.factstream.schemas.topics.TopicNames;

/** Runs the drift application as a role. */
public final class DriftRole extends StreamsRole {
    private final DriftService service;

    private DriftRole(DriftService service, TopicNames names) {
        super("drift", RoleAccess.drift(names), service::state, service::sincePoll, service::upgrade, service::close);
        this.service = service;
    }

    /** Starts the drift application. */
    public static DriftRole start(Settings settings) {
        return new DriftRole(DriftService.start(settings), CommonSettings.topicNames(settings));
    }

    @Override
    public void registerMetrics(Meters meters) {
        DriftGauges gauges = service.gauges();
        meters.counter("drift.closed", "windows", "Windows closed.", gauges::windows);
        meters.counter("drift.skipped", "records", "Records that could not be decoded.", gauges::skipped);
        meters.counter(
                "drift.unhandled",
                "records",
                "Records that no processor could handle; they are dead letters.",
                service::unhandledRecords);
        for (String component : DriftGauges.components()) {
            meters.gauge(
                    "drift.mean",
                    "value",
                    "Mean of the newest window.",
                    () -> gauges.mean(component),
                    "component",
                    component);
            for (String distance : DriftGauges.distances()) {
                meters.gauge(
                        "drift.distance",
                        "value",
                        "Distance of the newest window from the reference.",
                        () -> gauges.distance(component, distance),
                        "component",
                        component,
                        "distance",
                        distance);
            }
        }
        for (String finding : DriftGauges.findings()) {
            meters.gauge(
                    "drift.finding",
                    "windows",
                    "Consecutive windows with this finding; three make an alarm.",
                    () -> gauges.windowsInARow(finding),
                    "finding",
                    finding);
        }
    }
}
