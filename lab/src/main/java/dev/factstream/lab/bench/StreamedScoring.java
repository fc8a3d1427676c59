package dev.factstream.lab.bench;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.service.ScorerService;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Times a running scorer by reading its committed scores. Not thread-safe. */
public final class StreamedScoring implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofMillis(20);

    private final TopicNames names;
    private final Producer<byte[], byte[]> producer;
    private final TopicFollower reader;
    private final ScorerService scorer;

    /**
     * Starts the scorer.
     *
     * @param settings the settings of the scorer; its topics exist and are empty
     * @param facts the facts of all rollouts that will be scored
     */
    public StreamedScoring(Settings settings, List<Facts> facts) {
        KafkaClients clients = new KafkaClients(settings);
        names = CommonSettings.topicNames(settings);
        producer = new KafkaProducer<>(clients.producer("bench"));
        facts.forEach(known -> send(names.facts(), known.promptId(), Codecs.FACTS.encode(known)));
        producer.flush();
        reader = TopicFollower.open(clients.consumer("bench-reader"), StartOffsets.beginning(), names.scoredRollouts());
        scorer = ScorerService.start(settings);
    }

    /**
     * Scores rollouts and returns the rollouts per second, from publishing the first until a reader has read the last committed score.
     *
     * @param rollouts rollouts that were not scored before
     */
    public double rate(List<Rollout> rollouts) {
        long begin = System.nanoTime();
        rollouts.forEach(
                rollout -> send(names.rollouts(), rollout.question().promptId(), Codecs.ROLLOUTS.encode(rollout)));
        producer.flush();
        await(rollouts.size());
        return rollouts.size() * 1e9 / (System.nanoTime() - begin);
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, RecordKeys.bytes(key), value));
    }

    /** Reads until {@code wanted} more scores have arrived. */
    private void await(int wanted) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (int count = 0; count < wanted; ) {
            count += reader.poll(WAIT, score -> {});
            if (scorer.counters().dead() > 0 || System.nanoTime() > deadline) {
                throw new UserFacingException(
                        ExitCode.INTERNAL,
                        "only " + count + " of " + wanted + " rollouts were scored, "
                                + scorer.counters().dead() + " became dead letters; run again with --debug to see why");
            }
        }
    }

    @Override
    public void close() {
        scorer.close();
        reader.close();
        producer.close();
    }
}
