package dev.factstream.dashboard;

import dev.factstream.runtime.kafka.KafkaClients;
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
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the broker for the lags of the roles every two seconds, on its own thread, because requests to an unavailable broker
 * block until they time out. Thread-safe; close it.
 */
final class LagMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);
    private static final int PATIENCE_MILLIS = 3_000;
    private static final long EVERY_MILLIS = 2_000;

    /**
     * The newest lags.
     *
     * @param lags by topic; from the last successful poll
     * @param problem why the last poll failed; empty if it succeeded
     */
    record LagSnapshot(List<ReaderLag> lags, Optional<String> problem) {}

    private final Admin admin;
    private final TopicNames names;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "dashboard-lags");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile LagSnapshot newest = new LagSnapshot(List.of(), Optional.empty());

    LagMonitor(KafkaClients clients, TopicNames names) {
        this.names = names;
        admin = Admin.create(clients.admin("factstream-dashboard"));
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    LagSnapshot newest() {
        return newest;
    }

    private void ask() {
        try {
            newest = new LagSnapshot(
                    List.of(
                            new ReaderLag(TopicCatalogue.PROMPTS, "actors", ofActors()),
                            new ReaderLag(TopicCatalogue.ROLLOUTS, "scorer", of(names.rollouts(), "scorer")),
                            new ReaderLag(
                                    TopicCatalogue.SCORED_ROLLOUTS, "drift", of(names.scoredRollouts(), "drift"))),
                    Optional.empty());
        } catch (ExecutionException e) {
            LOG.debug("No lags", e);
            newest = new LagSnapshot(newest.lags(), Optional.of("the broker does not answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // an exception would silently end the schedule
            LOG.warn("Cannot compute the lags", e);
        }
    }

    /** Returns the lag of the run whose actors are farthest behind; runs without actors count only if no run has any. */
    private OptionalLong ofActors() throws InterruptedException, ExecutionException {
        List<GroupListing> all =
                admin.listGroups(ListGroupsOptions.forShareGroups().timeoutMs(PATIENCE_MILLIS)).all().get().stream()
                        .filter(group -> group.groupId().startsWith(names.actorsGroups()))
                        .toList();
        List<GroupListing> served = all.stream()
                .filter(group ->
                        group.groupState().filter(GroupState.STABLE::equals).isPresent())
                .toList();
        Map<String, ListShareGroupOffsetsSpec> groups = new HashMap<>();
        (served.isEmpty() ? all : served)
                .forEach(group -> groups.put(group.groupId(), new ListShareGroupOffsetsSpec()));
        if (groups.isEmpty()) {
            return OptionalLong.empty();
        }
        ListShareGroupOffsetsResult offsets =
                admin.listShareGroupOffsets(groups, new ListShareGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS));
        OptionalLong most = OptionalLong.empty();
        for (String group : groups.keySet()) {
            OptionalLong lag = lag(known(offsets.partitionsToOffsetInfo(group)));
            if (lag.isPresent()) {
                most = OptionalLong.of(Math.max(most.orElse(0), lag.getAsLong()));
            }
        }
        return most;
    }

    private static OptionalLong lag(Map<TopicPartition, SharePartitionOffsetInfo> offsets) {
        return offsets.values().stream()
                .filter(Objects::nonNull) // a partition that the group has not read
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

    /** Returns the offsets of a group; empty if the group does not exist. */
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
