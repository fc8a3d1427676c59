package dev.factstream.learner;

import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.dispatch.TicketDispatcher;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * A new version that restores an older one. The weights are published under the next version number, because actors
 * never load a lower version. Critic and optimizers come from the older version's checkpoint. Every open ticket of the
 * abandoned versions ends as dropped(rollback), whether it has been answered or not. All of it is one transaction.
 *
 * @param version the new version
 * @param to the older version that it restores
 * @param dropped number of open tickets that were dropped
 * @param issued number of tickets issued with the new version
 */
public record Rollback(int version, int to, int dropped, long issued) {

    /**
     * Rolls a run back. A running learner of the run is fenced and stops.
     *
     * @param settings settings of the run
     * @param models frozen models of the run; the caller closes them
     * @param dir folder of the run, which contains its checkpoints and adapters
     * @param to an older version
     * @throws RollbackUnavailableException if the run cannot be rolled back to that version; nothing is fenced or
     *     changed then
     */
    public static Rollback run(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            FrozenModels models,
            Path dir,
            int to,
            Clock clock) {
        try (RollbackTargets older = new RollbackTargets(settings, clients, names, models, dir)) {
            older.require(to);
            TicketDispatcher dispatcher = new TicketDispatcher(
                    settings.runId(),
                    new TicketPolicy(settings.policyId(), models.baseHash()),
                    settings.seed(),
                    settings.admission(),
                    settings.sampling(),
                    settings.openPool(clients, names));
            Path folder = older.folder(to);
            try (VersionCommitter committer =
                    VersionCommitter.open(settings, clients, names, models, dir, dispatcher, clock, () -> true)) {
                TicketTracker tracker = new TicketTracker(settings.runId(), committer.tickets());
                BatchAssembler assembler = new BatchAssembler(
                        tracker,
                        committer.admission(),
                        committer.progress().published(),
                        committer.rewardModelId(),
                        committer.positions());
                long before = tracker.counts().issued();
                int dropped = committer
                        .rollBack(to, folder, Map.of(), tracker, assembler)
                        .size();
                return new Rollback(
                        committer.version(), to, dropped, tracker.counts().issued() - before);
            }
        }
    }
}
