package dev.factstream.learner;

import static java.util.stream.Collectors.joining;

import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.checkpoint.KeptCheckpoints;
import dev.factstream.learner.dispatch.Dispatcher;
import dev.factstream.learner.dispatch.PoolReader;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.learner.replay.SavedLearnables;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeSet;

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
        VersionHistory history = new VersionHistory(new LedgerReader(clients, names).records(settings.runId()));
        KeptCheckpoints kept = new KeptCheckpoints(dir.resolve(RunReplay.CHECKPOINTS), history);
        require(to, history, kept);
        Dispatcher dispatcher = new Dispatcher(
                settings.runId(),
                settings.seed(),
                settings.admission(),
                settings.sampling(),
                PoolReader.read(clients, names, settings.poolSplit(), settings.mix(), settings.seed()));
        try (SavedLearnables temporary = new SavedLearnables()) {
            Path folder = kept.folder(to).orElseGet(() -> beginning(settings, foundation, temporary));
            try (Lineage lineage =
                    Lineage.open(settings, clients, names, foundation, dir, dispatcher, clock, () -> true)) {
                TicketBook book = new TicketBook(settings.runId(), lineage.tickets());
                BatchAssembler assembler =
                        new BatchAssembler(book, lineage.admission(), lineage.rewardModelId(), lineage.positions());
                long before = book.counts().issued();
                int dropped = lineage.rollBack(to, folder, book, assembler).size();
                return new Rollback(
                        lineage.version(), to, dropped, book.counts().issued() - before);
            }
        }
    }

    private static void require(int to, VersionHistory history, KeptCheckpoints kept) {
        TreeSet<Integer> possible = new TreeSet<>(kept.versions());
        possible.add(history.first());
        possible.remove(history.newest());
        if (!possible.contains(to)) {
            String reason = to == history.newest()
                    ? "version " + to + " is the newest"
                    : "version " + to + (history.has(to) ? " has no checkpoint any more" : " was never made");
            throw new UnavailableVersionException(reason + ": "
                    + (possible.isEmpty()
                            ? "there is no older version to roll back to"
                            : "one can roll back to "
                                    + possible.stream().map(String::valueOf).collect(joining(", "))));
        }
    }

    /** The version that a run begins with follows from foundation and seed. */
    private static Path beginning(LearnerSettings settings, Foundation foundation, SavedLearnables temporary) {
        try (Learnables initial = Learnables.initial(
                foundation, settings.lora(), settings.ppo().largestNorm(), Seeds.derive(settings.seed(), -1))) {
            return temporary.write("beginning", initial);
        }
    }
}
