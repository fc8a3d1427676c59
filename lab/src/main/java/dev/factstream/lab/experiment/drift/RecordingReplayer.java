package dev.factstream.lab.experiment.drift;

import dev.factstream.drift.reader.DriftTopicReader;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.stream.DriftService;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.samples.SampleScoredRollouts;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
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
final class RecordingReplayer {
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

    RecordingReplayer(KafkaClients clients, TopicNames names, Path folder) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
    }

    /** Replays the recordings and returns the findings in each of them. */
    List<DriftDetectionResult> run(List<InjectedRecording> replays) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("experiment"))) {
            replays.forEach(replay -> publish(producer, replay.recording()));
        }
        Settings settings = Settings.of(
                DriftSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        clients.bootstrapServers(),
                        DriftSettings.STATE_DIR,
                        folder.resolve("drift-state").toString()));
        try (DriftTopicReader drift = new DriftTopicReader(clients, names);
                DriftService service = DriftService.start(settings)) {
            await(drift, replays);
            return replays.stream()
                    .flatMap(replay -> DriftDetectionResult.of(replay, drift.windows()).stream())
                    .toList();
        }
    }

    /** Publishes a recording with its last time moved to now, so that topic retention does not delete it. */
    private void publish(Producer<byte[], byte[]> producer, RunRecording recording) {
        List<RecordedRollout> samples = recording.samples();
        long later =
                System.currentTimeMillis() - samples.get(samples.size() - 1).atMillis();
        for (RecordedVersion version : recording.versions()) {
            LedgerRecord record = ledger(recording.name(), version);
            producer.send(new ProducerRecord<>(
                    names.trainingLedger(),
                    null,
                    version.atMillis() + later,
                    RecordKeys.bytes(recording.name()),
                    Codecs.LEDGER.encode(record)));
        }
        SampleScoredRollouts envelopes = new SampleScoredRollouts(recording.name(), ANY_PER_VERSION, 0);
        List<ScoredRollout> scored = new ArrayList<>();
        for (RecordedRollout canary : recording.canaries()) {
            scored.add(canary.toScored(envelopes, scored.size(), Purpose.CANARY));
        }
        for (RecordedRollout sample : samples) {
            scored.add(sample.toScored(envelopes, scored.size(), Purpose.TRAIN));
        }
        scored.sort(Comparator.comparing(ScoredRollout::scoredAtMillis));
        for (ScoredRollout rollout : scored) {
            producer.send(new ProducerRecord<>(
                    names.scoredRollouts(),
                    null,
                    rollout.scoredAtMillis() + later,
                    RecordKeys.bytes(rollout.rollout().question().promptId()),
                    Codecs.SCORED.encode(rollout)));
        }
        producer.flush();
    }

    private static LedgerRecord ledger(String run, RecordedVersion version) {
        return new LedgerRecord(
                run,
                "policy",
                version.version(),
                version.version(),
                List.of(),
                List.of(),
                "none",
                "none",
                SampleScoredRollouts.adapterHash(version.weights()),
                "none",
                0,
                0,
                new TicketCounts(0, 0, 0, 0),
                Double.isFinite(version.kl()) ? Map.of(MetricNames.KL, version.kl()) : Map.of(),
                version.atMillis(),
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                Map.of(),
                false,
                Optional.empty());
    }

    private static void await(DriftTopicReader drift, List<InjectedRecording> replays) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        drift.read();
        while (replays.stream().anyMatch(replay -> isBehind(drift, replay.recording()))) {
            if (System.nanoTime() > deadline) {
                throw new UserFacingException(
                        ExitCode.INTERNAL, "the drift application did not process all rollouts within " + TIMEOUT);
            }
            Thread.sleep(100);
            drift.read();
        }
    }

    private static boolean isBehind(DriftTopicReader drift, RunRecording recording) {
        List<String> streams = DriftRecord.streamsOf(recording.name());
        return drift.windows().rollouts(streams.get(0)) < recording.samples().size()
                || drift.windows().rollouts(streams.get(1))
                        < recording.canaries().size();
    }
}
