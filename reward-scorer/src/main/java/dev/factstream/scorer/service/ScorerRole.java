package dev.factstream.scorer.service;

import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.StreamsRole;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.topology.ScorerCounters;

/** Runs the scorer as a role. */
public final class ScorerRole extends StreamsRole {
    private final ScorerService service;

    private ScorerRole(ScorerService service, TopicNames names) {
        super("scorer", RoleAccess.scorer(names), service::state, service::sincePoll, service::upgrade, service::close);
        this.service = service;
    }

    /** Starts a scorer. */
    public static ScorerRole start(Settings settings) {
        return new ScorerRole(ScorerService.start(settings), CommonSettings.topicNames(settings));
    }

    @Override
    public void registerMetrics(Meters meters) {
        ScorerCounters counters = service.counters();
        meters.counter("scorer.scored", "rollouts", "Rollouts scored; reprocessed ones count again.", counters::scored);
        meters.counter("scorer.dead.letters", "letters", "Rollouts that could not be scored.", counters::dead);
        meters.counter(
                "scorer.duplicate",
                "rollouts",
                "Rollouts ignored because their id already had an outcome.",
                counters::duplicates);
        meters.counter("scorer.parked", "rollouts", "Rollouts that had to wait for their facts.", counters::parked);
        meters.counter(
                "scorer.unhandled",
                "records",
                "Records that no processor could handle; they are dead letters.",
                service::unhandledRecords);
        meters.counter("scorer.flushed", "batches", "Micro-batches flushed.", counters::batches);
    }
}
