package dev.factstream.lab.chaos;

import dev.factstream.learner.checkpoint.CheckpointStore;
import dev.factstream.learner.checkpoint.LearnerCheckpointException;
import dev.factstream.learner.checkpoint.StoredCheckpoint;
import dev.factstream.learner.ledger.LedgerAudit;
import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Verifies in the topics and on disk the guarantees of a run whose processes were killed. */
final class RunVerifier {
    private final KafkaClients clients;
    private final TopicNames names;
    private final String runId;
    private final Path run;

    /** @param run the run's folder, written by the learner */
    RunVerifier(KafkaClients clients, TopicNames names, String runId, Path run) {
        this.clients = clients;
        this.names = names;
        this.runId = runId;
        this.run = run;
    }

    LearnerChaosResult verify() {
        List<LedgerRecord> ledger = new LedgerReader(clients, names).records(runId);
        LedgerRecord last = ledger.get(ledger.size() - 1);
        TicketBalance books = new TicketBalanceReader(clients, names).readAll(runId);
        List<String> faults = new ArrayList<>(books.faults());
        faults.addAll(LedgerAudit.faults(ledger));
        faults.addAll(tickets(last, books));
        faults.addAll(adapters(ledger));
        faults.addAll(checkpoint(last));
        faults.addAll(samplers(ledger));
        return new LearnerChaosResult(last.version(), books, faults);
    }

    /** Compares the learner's ticket counts, kept across its processes, with the topics. */
    private static List<String> tickets(LedgerRecord last, TicketBalance books) {
        List<String> faults = new ArrayList<>();
        compare("issued", last.counts().issued(), books.issued(), faults);
        compare("trained", last.counts().trained(), books.trained(), faults);
        compare("dropped", last.counts().dropped(), books.dropped(), faults);
        return faults;
    }

    private static void compare(String what, long ledger, long topics, List<String> faults) {
        if (ledger != topics) {
            faults.add("the ledger counts " + ledger + " tickets " + what + ", the topics " + topics);
        }
    }

    /** Checks that each version had one manifest, with the hash that the ledger names. */
    private List<String> adapters(List<LedgerRecord> ledger) {
        Map<Integer, String> expected = new TreeMap<>();
        ledger.stream()
                .filter(record -> record.version() > 0)
                .forEach(record -> expected.put(record.version(), record.adapterHash()));
        Map<Integer, String> found = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        new TopicScanner(clients).read(names.adapters(), raw -> {
            if (raw.value() != null) { // else it deletes a version that is no longer kept
                AdapterManifest manifest = Codecs.MANIFESTS.decode(raw.value());
                boolean own = manifest.runId().equals(runId);
                if (own && found.put(manifest.version(), manifest.adapterHash()) != null) {
                    faults.add("version " + manifest.version() + " was published twice");
                }
            }
        });
        if (found.isEmpty() || !expected.entrySet().containsAll(found.entrySet())) {
            faults.add(
                    "the adapters on the topic differ from those of the ledger: " + found + " instead of " + expected);
        }
        return faults;
    }

    /** Checks that each rollout trained on is of this run, and was sampled by one of its versions with that version's adapter. */
    private List<String> samplers(List<LedgerRecord> ledger) {
        Map<Integer, String> hashes = new HashMap<>();
        ledger.forEach(record -> hashes.put(record.version(), record.adapterHash()));
        List<String> faults = new ArrayList<>();
        try (LedgerInputReader inputs = new LedgerInputReader(clients, names)) {
            for (LedgerRecord record : ledger) {
                inputs.read(record.inputs()).stream()
                        .flatMap(input -> input.scored().stream())
                        .map(ScoredRollout::rollout)
                        .filter(rollout -> !rollout.runId().equals(runId)
                                || rollout.newestVersion() > record.version()
                                || !rollout.adapterHash().equals(hashes.get(rollout.newestVersion())))
                        .forEach(rollout -> faults.add("version " + record.version() + " was trained on "
                                + rollout.rolloutId() + ", sampled by version " + rollout.newestVersion()
                                + ", adapter " + rollout.adapterHash() + ", which is not of this run"));
            }
        }
        return faults;
    }

    private List<String> checkpoint(LedgerRecord last) {
        try {
            new CheckpointStore(run.resolve("checkpoints"))
                    .open(new StoredCheckpoint(last.checkpointFolder(), last.checkpointSha256()));
            return List.of();
        } catch (LearnerCheckpointException e) {
            return List.of(e.getMessage());
        }
    }
}
