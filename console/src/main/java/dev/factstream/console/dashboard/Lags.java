package dev.factstream.console.dashboard;

import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker every two seconds how far the roles are behind, on a thread of its own, since a broker that is gone takes its time not
 * to answer. Thread-safe; close it.
 */
final class Lags implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lags.class);
    private static final int PATIENCE_MILLIS = 3_000;
    private static final long EVERY_MILLIS = 2_000;

    /**
     * What the broker said.
     *
     * @param lags by topic; those of the last answer where there is none now
     * @param problem why it does not answer now
     */
    record Answer(List<Lag> lags, Optional<String> problem) {}

    private final Admin admin;
    private final TopicNames names;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "dashboard-lags");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Answer newest = new Answer(List.of(), Optional.empty());

    Lags(KafkaClients clients, TopicNames names) {
        this.names = names;
        admin = Admin.create(clients.admin("factstream-dashboard"));
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    Answer newest() {
        return newest;
    }

    private void ask() {
        try {
            newest = new Answer(
                    List.of(
                            new Lag(TopicCatalogue.PROMPTS, "actors", ofActors()),
                            new Lag(TopicCatalogue.ROLLOUTS, "scorer", of(names.rollouts(), "scorer")),
                            new Lag(TopicCatalogue.SCORED_ROLLOUTS, "drift", of(names.scoredRollouts(), "drift"))),
                    Optional.empty());
        } catch (ExecutionException e) {
            LOG.debug("No lags", e);
            newest = new Answer(newest.lags(), Optional.of("the broker does not answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // would end the schedule without a word
            LOG.warn("The lags cannot be told", e);
        }
    }

    private OptionalLong ofActors() throws InterruptedException, ExecutionException {
        Map<TopicPartition, SharePartitionOffsetInfo> offsets = known(admin.listShareGroupOffsets(
                        Map.of(names.actorsGroup(), new ListShareGroupOffsetsSpec()),
                        new ListShareGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                .partitionsToOffsetInfo(names.actorsGroup()));
        return offsets.values().stream()
                .filter(Objects::nonNull) // a partition of which the group has read nothing
                .flatMap(info -> info.lag().stream())
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private OptionalLong of(String topic, String role) throws InterruptedException, ExecutionException {
        String group = names.applicationId(role);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(known(admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec()),
                        new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                .partitionsToOffsetAndMetadata(group)));
        committed.values().removeIf(Objects::isNull);
        committed.keySet().removeIf(partition -> !partition.topic().equals(topic));
        if (committed.isEmpty()) {
            return OptionalLong.empty();
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> end = admin.listOffsets(
                        ends, new ListOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                .all()
                .get();
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
            behind += Math.max(
                    0, end.get(entry.getKey()).offset() - entry.getValue().offset());
        }
        return OptionalLong.of(behind);
    }

    /** The offsets of a group; none where the broker says that it has no such group. */
    private static <T> Map<TopicPartition, T> known(KafkaFuture<Map<TopicPartition, T>> offsets)
            throws InterruptedException, ExecutionException {
        try {
            return offsets.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
