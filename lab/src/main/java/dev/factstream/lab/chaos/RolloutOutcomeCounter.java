package dev.factstream.lab.chaos;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts how often each rollout was scored or sent to dead-letters, from committed records. Not thread-safe. */
final class RolloutOutcomeCounter implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(50);

    private final TopicNames names;
    private final TopicFollower outcomes;
    private final Map<String, Integer> scored = new HashMap<>();
    private final Map<String, Integer> dead = new HashMap<>();

    RolloutOutcomeCounter(KafkaClients clients, TopicNames names) {
        this.names = names;
        outcomes = TopicFollower.open(
                clients.consumer("chaos-reader"),
                StartOffsets.beginning(),
                names.scoredRollouts(),
                names.deadLetters());
    }

    /** Reads until a poll returns no more records; returns the total number of outcomes. */
    int read() {
        while (outcomes.poll(WAIT, this::count) > 0) {
            // the next poll may return more
        }
        return total();
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.scoredRollouts())) {
            scored.merge(Codecs.SCORED.decode(record.value()).rollout().rolloutId(), 1, Integer::sum);
        } else {
            String id = HeaderText.get(record.headers(), HeaderText.ROLLOUT_ID).orElse("unknown");
            dead.merge(id, 1, Integer::sum);
        }
    }

    private int total() {
        return Stream.of(scored, dead)
                .flatMap(counts -> counts.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Compares the outcomes read so far with the published rollout ids. */
    ScorerChaosResult compareWith(Collection<String> published) {
        int once = 0;
        int deadOnce = 0;
        int missing = 0;
        int twice = 0;
        for (String id : published) {
            int wasScored = scored.getOrDefault(id, 0);
            int wasDead = dead.getOrDefault(id, 0);
            switch (wasScored + wasDead) {
                case 0 -> missing++;
                case 1 -> {
                    once += wasScored;
                    deadOnce += wasDead;
                }
                default -> twice++;
            }
        }
        return new ScorerChaosResult(published.size(), once, deadOnce, missing, twice);
    }

    @Override
    public void close() {
        outcomes.close();
    }
}
