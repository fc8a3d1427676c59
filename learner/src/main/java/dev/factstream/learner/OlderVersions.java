package dev.factstream.learner;

import static java.util.stream.Collectors.joining;

import dev.factstream.learner.checkpoint.KeptCheckpoints;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.learner.replay.SavedLearnables;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** The older versions of a run that can be taken up again: those with a checkpoint, and the one that it began with. */
final class OlderVersions implements AutoCloseable {

    private final LearnerSettings settings;
    private final Foundation foundation;
    private final VersionHistory history;
    private final KeptCheckpoints kept;
    private final TreeSet<Integer> possible;
    private final SavedLearnables temporary = new SavedLearnables();

    /** @param dir where checkpoints are kept */
    OlderVersions(LearnerSettings settings, KafkaClients clients, TopicNames names, Foundation foundation, Path dir) {
        this.settings = settings;
        this.foundation = foundation;
        history = new VersionHistory(new LedgerReader(clients, names).records(settings.runId()));
        kept = new KeptCheckpoints(dir.resolve(RunReplay.CHECKPOINTS), history);
        possible = new TreeSet<>(kept.versions());
        possible.add(history.first());
        possible.remove(history.newest());
    }

    /** The newest from before a version; the oldest there is, where all are younger. Empty if there is none at all. */
    Optional<Integer> before(int version) {
        return Optional.ofNullable(possible.lower(version))
                .or(() -> possible.stream().findFirst());
    }

    /** @throws UnavailableVersionException if that one cannot be taken up again */
    void require(int version) {
        if (!possible.contains(version)) {
            String reason = version == history.newest()
                    ? "version " + version + " is the newest"
                    : "version " + version + (history.has(version) ? " has no checkpoint any more" : " was never made");
            throw new UnavailableVersionException(reason + ": "
                    + (possible.isEmpty()
                            ? "there is no older version to roll back to"
                            : "one can roll back to "
                                    + possible.stream().map(String::valueOf).collect(joining(", "))));
        }
    }

    /** A folder with what was learned until then; there until this is closed. */
    Path folder(int version) {
        return kept.folder(version).orElseGet(this::beginning);
    }

    /** The version that a run begins with follows from foundation and seed. */
    private Path beginning() {
        try (Learnables initial = Learnables.initial(
                foundation, settings.lora(), settings.ppo().largestNorm(), Seeds.derive(settings.seed(), -1))) {
            return temporary.write("beginning", initial);
        }
    }

    @Override
    public void close() {
        temporary.close();
    }
}
