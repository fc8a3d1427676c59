package dev.factstream.learner;

import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.publish.AdapterArchive;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the newest adapter that a run has published is the one that follows from its ledger: computed again from the
 * version that the run began with, without a look at any checkpoint, and compared with the tensors on the topic.
 *
 * @param version the newest
 * @param faults what contradicts it, in words; none if the parameters are equal bit for bit
 */
public record FinalParameters(int version, List<String> faults) {

    public FinalParameters {
        faults = List.copyOf(faults);
    }

    /** Whether they are equal, bit for bit. */
    public boolean equal() {
        return faults.isEmpty();
    }

    /**
     * Computes the run again.
     *
     * @param given where its models lie, see {@link RecordedSettings}
     * @param model the policy's base; stays the caller's
     * @param runId of a run whose learner is not working now
     */
    public static FinalParameters check(
            Settings given, KafkaClients clients, TopicNames names, VisionLanguageModel model, String runId) {
        VersionHistory history = new VersionHistory(new LedgerReader(clients, names).records(runId));
        List<String> faults = new ArrayList<>();
        int newest = history.newest();
        if (newest > history.first()) {
            new RunReplay(history, given, clients, names)
                    .fromTheBeginning(model, history.first() + 1, newest, made -> note(made, faults));
        }
        if (newest > 0) {
            String published =
                    new AdapterArchive(clients, names).hash(history.made(newest).policyId(), newest, model.config());
            String recorded = history.made(newest).adapterHash();
            if (!published.equals(recorded)) {
                faults.add(
                        "version " + newest + ": the ledger says adapter " + recorded + ", published is " + published);
            }
        }
        return new FinalParameters(newest, faults);
    }

    private static void note(VersionComparison made, List<String> faults) {
        made.differences()
                .forEach(difference -> faults.add("version " + made.record().version() + ": " + difference));
    }

    /** One line. */
    @Override
    public String toString() {
        return equal()
                ? "parameters of version " + version
                        + " replayed from the beginning: equal to the published ones, bit for bit"
                : "parameters of version " + version + " replayed from the beginning: " + String.join("; ", faults);
    }
}
