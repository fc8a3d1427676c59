package dev.factstream.console.experiment.drift;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.drift.DriftTopic;
import dev.factstream.console.samples.ScoredSamples;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.learner.ppo.MetricNames;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.Counts;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.scorer.drift.DriftService;
import dev.factstream.scorer.drift.DriftSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes recordings to the topics, each as a separate run, and runs a real drift application on them. */
final class ReplayedStreams {
    /**
     * One partition for the rollouts: a run that is published at once is read partition by partition, which would mix its versions in an
     * order that a live run does not have.
     */
    static final TopicOverrides TOPICS = new TopicOverrides(Map.of(TopicCatalogue.SCORED_ROLLOUTS, 1), (short) -1);

    private static final int ANY_PER_VERSION = 128;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;

    ReplayedStreams(KafkaClients clients, TopicNames names, Path folder) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
    }

    /** Replays the recordings and returns the findings in each of them. */
    List<Outcome> run(List<Replay> replays) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("experiment"))) {
            replays.forEach(replay -> publish(producer, replay.recording()));
        }
        Settings settings = Settings.of(
                DriftSettings.KEYS,
                Map.of(
                        "kafka.bootstrap.servers",
                        clients.bootstrapServers(),
                        DriftSettings.STATE_DIR.key(),
                        folder.resolve("drift-state").toString()));
        try (DriftTopic drift = new DriftTopic(clients, names);
                DriftService service = DriftService.start(settings)) {
            await(drift, replays);
            return replays.stream()
                    .flatMap(replay -> Outcome.of(replay, drift.windows()).stream())
                    .toList();
        }
    }

    /** Publishes a recording with its last time moved to now, so that topic retention does not delete it. */
    private void publish(Producer<byte[], byte[]> producer, Recording recording) {
        List<Sample> samples = recording.samples();
        long later =
                System.currentTimeMillis() - samples.get(samples.size() - 1).atMillis();
        for (Version version : recording.versions()) {
            LedgerRecord record = ledger(recording.name(), version);
            producer.send(new ProducerRecord<>(
                    names.trainingLedger(),
                    null,
                    version.atMillis() + later,
                    Keys.bytes(recording.name()),
                    Codecs.LEDGER.encode(record)));
        }
        ScoredSamples envelopes = new ScoredSamples(recording.name(), ANY_PER_VERSION, 0);
        List<ScoredRollout> scored = new ArrayList<>();
        for (Sample canary : recording.canaries()) {
            scored.add(canary.toScored(envelopes, scored.size(), Purpose.CANARY));
        }
        for (Sample sample : samples) {
            scored.add(sample.toScored(envelopes, scored.size(), Purpose.TRAIN));
        }
        scored.sort(Comparator.comparing(ScoredRollout::scoredAtMillis));
        for (ScoredRollout rollout : scored) {
            producer.send(new ProducerRecord<>(
                    names.scoredRollouts(),
                    null,
                    rollout.scoredAtMillis() + later,
                    Keys.bytes(rollout.rollout().question().promptId()),
                    Codecs.SCORED.encode(rollout)));
        }
        producer.flush();
    }

    private static LedgerRecord ledger(String run, Version version) {
        return new LedgerRecord(
                run,
                "policy",
                version.version(),
                version.version(),
                List.of(),
                List.of(),
                "none",
                "none",
                ScoredSamples.adapterHash(version.weights()),
                "none",
                0,
                0,
                new Counts(0, 0, 0, 0),
                Double.isFinite(version.kl()) ? Map.of(MetricNames.KL, version.kl()) : Map.of(),
                version.atMillis(),
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                Map.of());
    }

    private static void await(DriftTopic drift, List<Replay> replays) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        drift.read();
        while (replays.stream().anyMatch(replay -> isBehind(drift, replay.recording()))) {
            if (System.nanoTime() > deadline) {
                throw new ConsoleException(
                        ExitCode.INTERNAL, "the drift application did not process all rollouts within " + TIMEOUT);
            }
            Thread.sleep(100);
            drift.read();
        }
    }

    private static boolean isBehind(DriftTopic drift, Recording recording) {
        List<String> streams = DriftRecord.streamsOf(recording.name());
        return drift.windows().rollouts(streams.get(0)) < recording.samples().size()
                || drift.windows().rollouts(streams.get(1))
                        < recording.canaries().size();
    }
}
