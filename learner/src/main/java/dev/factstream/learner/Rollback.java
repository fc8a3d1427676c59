package dev.factstream.learner;

import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.dispatch.Dispatcher;
import dev.factstream.learner.dispatch.PoolReader;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * A version that is an older one again. Its weights are published under the next number, since actors only ever go
 * forward; critic and optimizers are those of the older version's checkpoint; and every open ticket of the versions that
 * are abandoned ends as dropped(rollback), whether it has been answered or not. All of it is one transaction.
 *
 * @param version that was made
 * @param to the older version that it is
 * @param dropped tickets that were open
 * @param issued tickets that were issued with it
 */
public record Rollback(int version, int to, int dropped, long issued) {

    /**
     * Rolls a run back. A learner that is working on it is fenced and stops.
     *
     * @param settings of the run
     * @param foundation stays the caller's
     * @param dir where checkpoints and adapters are kept
     * @param to an older version
     * @throws UnavailableVersionException if there is nothing to take up again; nothing is fenced or changed then
     */
    public static Rollback run(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            Foundation foundation,
            Path dir,
            int to,
            Clock clock) {
        try (OlderVersions older = new OlderVersions(settings, clients, names, foundation, dir)) {
            older.require(to);
            Dispatcher dispatcher = new Dispatcher(
                    settings.runId(),
                    settings.seed(),
                    settings.admission(),
                    settings.sampling(),
                    PoolReader.read(clients, names, settings.poolSplit(), settings.mix(), settings.seed()));
            Path folder = older.folder(to);
            try (Lineage lineage =
                    Lineage.open(settings, clients, names, foundation, dir, dispatcher, clock, () -> true)) {
                TicketBook book = new TicketBook(settings.runId(), lineage.tickets());
                BatchAssembler assembler =
                        new BatchAssembler(book, lineage.admission(), lineage.rewardModelId(), lineage.positions());
                long before = book.counts().issued();
                int dropped =
                        lineage.rollBack(to, folder, Map.of(), book, assembler).size();
                return new Rollback(
                        lineage.version(), to, dropped, book.counts().issued() - before);
            }
        }
    }
}
