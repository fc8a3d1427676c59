package dev.factstream.learner;

import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of comparing the newest published adapter of a run with the one that follows from its ledger. The check
 * recomputes the run from its first version without any checkpoint, and compares the result with the tensors on the
 * topic.
 *
 * @param version the newest version
 * @param faults the differences in words; empty if the parameters are equal bit for bit
 */
public record FinalParameterCheck(int version, List<String> faults) {

    public FinalParameterCheck {
        faults = List.copyOf(faults);
    }

    /** Whether the parameters are equal bit for bit. */
    public boolean equal() {
        return faults.isEmpty();
    }

    /**
     * Recomputes the run and compares its newest adapter.
     *
     * @param given where the models of the run are stored, see {@link RecordedSettings}
     * @param model the policy's base; the caller closes it
     * @param runId a run without a running learner
     */
    public static FinalParameterCheck check(
            Settings given, KafkaClients clients, TopicNames names, VisionLanguageModel model, String runId) {
        VersionHistory history = VersionHistory.read(clients, names, runId);
        List<String> faults = new ArrayList<>();
        int newest = history.newest();
        if (newest > history.first()) {
            new RunReplay(history, given, clients, names)
                    .fromFirstVersion(model, history.first() + 1, newest, replayed -> addFaults(replayed, faults));
        }
        if (newest > 0) {
            String published = new PublishedAdapters(clients, names).hash(runId, newest, model.config());
            String recorded = history.summaryOf(newest).adapterHash();
            if (!published.equals(recorded)) {
                faults.add("version " + newest + ": the ledger names adapter " + recorded
                        + ", but the published one is " + published);
            }
        }
        return new FinalParameterCheck(newest, faults);
    }

    private static void addFaults(VersionComparison replayed, List<String> faults) {
        replayed.differences()
                .forEach(difference -> faults.add("version " + replayed.record().version() + ": " + difference));
    }

    /** The result in one line. */
    @Override
    public String toString() {
        return equal()
                ? "parameters of version " + version
                        + " replayed from the beginning: equal to the published ones, bit for bit"
                : "parameters of version " + version + " replayed from the beginning: " + String.join("; ", faults);
    }
}
