package dev.factstream.runtime.kafka;

import dev.factstream.schemas.topics.ActorShareGroupConfig;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * The share group in which actors take the tickets of one run. The learner {@linkplain #prepare prepares} it before it issues the
 * first ticket, and actors {@linkplain #requirePrepared check} it before they join. Errors are {@link KafkaException}s with a
 * message of one line. Thread-safe.
 */
public final class ActorShareGroup {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration EMPTY_WITHIN = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(20);
    private static final List<String> REQUIRED = List.of("share.auto.offset.reset", "share.isolation.level");

    private final Admin admin;
    private final TopicNames names;
    private final String name;

    /** @param baseHash of the base model that the run's policy adapts */
    public ActorShareGroup(Admin admin, TopicNames names, String baseHash, String runId) {
        this.admin = admin;
        this.names = names;
        name = names.actorsGroup(baseHash, runId);
    }

    /** Returns the group's id. */
    public String name() {
        return name;
    }

    /**
     * Configures the group, and sets where a group without any position begins. A new run begins at the end of the topic, because
     * every ticket there belongs to another run. A run from before runs had groups of their own continues where their common group
     * stands, so that no answered ticket is answered again.
     *
     * @param newRun whether the run has not issued a ticket
     */
    public void prepare(boolean newRun) {
        configure();
        if (!positions(name).isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> begin = newRun ? ends() : positions(names.commonActorsGroup());
        if (!begin.isEmpty()) {
            get(admin.alterShareGroupOffsets(name, begin).all(), "set the positions of share group " + name);
        }
    }

    private void configure() {
        ConfigResource group = resource();
        Map<String, String> wanted = ActorShareGroupConfig.config();
        if (differences(wanted).isEmpty()) {
            return;
        }
        List<AlterConfigOp> changes = wanted.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        get(admin.incrementalAlterConfigs(Map.of(group, changes)).all(), "configure share group " + name);
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!differences(wanted).isEmpty()) { // a broker shows a change a moment after the controller has made it
            if (System.nanoTime() > deadline) {
                throw new KafkaException("The cluster accepted the configuration of share group " + name
                        + " but does not show it after " + VISIBLE_WITHIN.toSeconds() + " s");
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    /**
     * Checks that the group neither loses tickets nor delivers uncommitted ones.
     *
     * @return the maximum number of deliveries of a ticket
     */
    public int requirePrepared() {
        Map<String, String> wanted = new HashMap<>(ActorShareGroupConfig.config());
        wanted.keySet().retainAll(REQUIRED);
        differences(wanted).forEach((key, actual) -> {
            throw new KafkaException("Share group " + name + " has " + key + "=" + actual + " instead of "
                    + wanted.get(key) + "; run 'factstream topics apply' to set it");
        });
        return Integer.parseInt(value(config(), "share.delivery.count.limit"));
    }

    /**
     * Deletes the group with its configuration, unless it does not exist. Actors leave a closed run within seconds, so it waits for
     * them.
     */
    public void delete() {
        long deadline = System.nanoTime() + EMPTY_WITHIN.toNanos();
        while (!deleted()) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "Share group " + name + " still has actors after " + EMPTY_WITHIN.toSeconds()
                                + " s: they hold tickets of the run, or cannot read the run-state topic; stop them and repeat the command");
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        List<AlterConfigOp> changes = ActorShareGroupConfig.config().keySet().stream()
                .map(key -> new AlterConfigOp(new ConfigEntry(key, null), AlterConfigOp.OpType.DELETE))
                .toList();
        get(
                admin.incrementalAlterConfigs(Map.of(resource(), changes)).all(),
                "delete the configuration of share group " + name);
    }

    private boolean deleted() {
        try {
            admin.deleteShareGroups(List.of(name)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw failed("delete share group " + name, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Returns the number of tickets on the topic that the group has not passed; empty if it has no position. */
    public OptionalLong lag() {
        return infos(name).values().stream()
                .filter(Objects::nonNull)
                .flatMap(info -> info.lag().stream())
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Returns the actual values of the entries that differ from {@code wanted}. */
    private Map<String, String> differences(Map<String, String> wanted) {
        Config config = config();
        Map<String, String> differences = new HashMap<>();
        wanted.forEach((key, value) -> {
            String actual = value(config, key);
            if (!actual.equals(value)) {
                differences.put(key, actual);
            }
        });
        return differences;
    }

    private Config config() {
        return get(admin.describeConfigs(List.of(resource())).all(), "read the configuration of share group " + name)
                .get(resource());
    }

    private ConfigResource resource() {
        return new ConfigResource(ConfigResource.Type.GROUP, name);
    }

    private static String value(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "unset" : entry.value();
    }

    /** Returns the positions of a group on the ticket topic; empty if it has none. */
    private Map<TopicPartition, Long> positions(String group) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        infos(group).forEach((partition, info) -> {
            if (info != null && info.startOffset() >= 0 && partition.topic().equals(names.prompts())) {
                positions.put(partition, info.startOffset());
            }
        });
        return positions;
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> infos(String group) {
        try {
            return admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw failed("read the positions of share group " + group, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        get(admin.describeTopics(List.of(names.prompts())).allTopicNames(), "describe topic " + names.prompts())
                .get(names.prompts())
                .partitions()
                .forEach(
                        info -> latest.put(new TopicPartition(names.prompts(), info.partition()), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                get(admin.listOffsets(latest).all(), "read the end of topic " + names.prompts());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException failed(String what, Throwable cause) {
        return new KafkaException("Cannot " + what + ": " + cause, cause);
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while waiting for the broker", e);
    }
}
