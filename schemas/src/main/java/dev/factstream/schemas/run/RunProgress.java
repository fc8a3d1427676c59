package dev.factstream.schemas.run;

import dev.factstream.schemas.Check;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a run's ledger that a start needs. Its size does not depend on the age of the run.
 *
 * @param admissionVersion the version from which admission counts: the first version, or the one that the last rollback made
 * @param admissionTrained tickets that were trained on before the last rollback
 * @param published the newest versions, oldest first; as many as may answer a ticket, and a few more
 * @param handledWindow the newest drift window of trained rollouts whose alarms have been handled; -1 if there is none
 * @param handledCanaryWindow the same for canaries
 * @param pausesOnAlarm whether the learner pauses on an alarm
 * @param settled the tickets that have ended; empty while tickets are open whose predecessors an earlier build counted
 */
public record RunProgress(
        int admissionVersion,
        long admissionTrained,
        List<PublishedVersion> published,
        long handledWindow,
        long handledCanaryWindow,
        boolean pausesOnAlarm,
        Optional<SettledTickets> settled) {
    public RunProgress {
        Check.notNegative(admissionVersion, "admissionVersion");
        Check.notNegative(admissionTrained, "admissionTrained");
        published = List.copyOf(published);
        Objects.requireNonNull(settled, "settled");
    }
}
