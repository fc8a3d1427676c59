package dev.factstream.lab.bench;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Counts the distinct rollouts on the rollouts topic and their tokens. Not thread-safe. */
public final class RolloutCounter implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(20);

    private final TopicFollower reader;
    private final Set<String> seen = new HashSet<>();
    private long tokens;

    public RolloutCounter(KafkaClients clients, TopicNames names) {
        reader = TopicFollower.open(clients.consumer("bench-reader"), StartOffsets.beginning(), names.rollouts());
    }

    /** Counts the records that one poll returns; waits at most {@link #WAIT}. */
    public void read() {
        reader.poll(WAIT, record -> {
            Rollout rollout = Codecs.ROLLOUTS.decode(record.value());
            if (seen.add(rollout.rolloutId())) {
                tokens += rollout.tokens().length;
            }
        });
    }

    public int rollouts() {
        return seen.size();
    }

    public long tokens() {
        return tokens;
    }

    @Override
    public void close() {
        reader.close();
    }
}
