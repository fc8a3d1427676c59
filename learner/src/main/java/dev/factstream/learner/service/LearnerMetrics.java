package dev.factstream.learner.service;

import dev.factstream.learner.VersionReport;
import dev.factstream.runtime.management.Meters;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a learner: those of its newest version, which are also in the ledger, and its tickets by state. NaN until this
 * process has made a version. Thread-safe.
 */
final class LearnerMetrics {
    private final Map<DropReason, LongAdder> drops = new EnumMap<>(DropReason.class);
    private volatile VersionReport newest;
    private volatile long madeNanos = System.nanoTime();

    LearnerMetrics() {
        Arrays.stream(DropReason.values())
                .filter(reason -> reason != DropReason.UNKNOWN)
                .forEach(reason -> drops.put(reason, new LongAdder()));
    }

    /** Records a new version. */
    void made(VersionReport report) {
        report.drops().forEach((reason, number) -> drops.get(reason).add(number));
        newest = report;
        madeNanos = System.nanoTime();
    }

    void register(Meters meters) {
        for (MetricNames.Description metric : MetricNames.all()) {
            meters.gauge(
                    "learner." + metric.name(),
                    metric.unit(),
                    metric.text(),
                    of(report -> report.metric(metric.name())));
        }
        meters.gauge("learner.policy", "version", "Newest policy version.", of(VersionReport::version));
        meters.gauge(
                "learner.since.version",
                "seconds",
                "Time since the newest version was published, or since the start of the process.",
                () -> (System.nanoTime() - madeNanos) / 1e9);
        meters.gauge(
                "learner.publish",
                "seconds",
                "Time to write and publish the newest version.",
                of(report -> report.workSeconds() - report.metric(MetricNames.COMPUTE_SECONDS)));
        tickets(meters, "issued", TicketCounts::issued);
        tickets(meters, "trained", TicketCounts::trained);
        tickets(meters, "dropped", TicketCounts::dropped);
        tickets(meters, "dead", TicketCounts::dead);
        tickets(meters, "outstanding", TicketCounts::outstanding);
        drops.forEach((reason, number) -> meters.counter(
                "learner.dropped",
                "tickets",
                "Tickets closed without training, by reason.",
                number::sum,
                "reason",
                reason.name().toLowerCase(Locale.ROOT)));
        meters.counter(
                "learner.duplicate",
                "outcomes",
                "Outcomes of tickets that already had one.",
                () -> newest == null ? 0 : newest.duplicates());
    }

    private void tickets(Meters meters, String state, ToDoubleFunction<TicketCounts> number) {
        meters.gauge(
                "learner",
                "tickets",
                "Tickets of the run by state, when the newest version was published.",
                of(report -> number.applyAsDouble(report.counts())),
                "state",
                state);
    }

    private DoubleSupplier of(ToDoubleFunction<VersionReport> value) {
        return () -> newest == null ? Double.NaN : value.applyAsDouble(newest);
    }
}
