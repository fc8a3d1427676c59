package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import dev.factstream.console.management.Meters;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.scorer.drift.DriftGauges;
import dev.factstream.scorer.drift.DriftService;
import java.time.Duration;
import java.util.Optional;

/** The drift application as a role. */
public final class DriftRole implements Role {
    private final DriftService service;

    private DriftRole(DriftService service) {
        this.service = service;
    }

    /** Starts it. */
    public static DriftRole start(Settings settings) {
        return new DriftRole(DriftService.start(settings));
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public Optional<Failure> failure() {
        return StreamsHealth.failure(service.state());
    }

    @Override
    public Optional<String> unready() {
        return StreamsHealth.unready(service.state());
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return Silence.tooLong("poll for records", service.sincePoll(), patience);
    }

    @Override
    public void measure(Meters meters) {
        DriftGauges gauges = service.gauges();
        meters.counter("drift.closed", "windows", "Windows closed.", gauges::windows);
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
                    "For how many windows in a row there is this finding; three make an alarm.",
                    () -> gauges.windowsInARow(finding),
                    "finding",
                    finding);
        }
    }

    @Override
    public boolean close(Duration timeout) {
        return service.close(timeout);
    }
}
