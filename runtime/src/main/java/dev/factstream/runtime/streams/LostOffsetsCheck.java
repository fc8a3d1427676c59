package dev.factstream.runtime.streams;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Refuses to start a Streams application that has worked before but whose committed offsets are gone. Kafka deletes the offsets of a
 * group that has had no member for {@code offsets.retention.minutes} (7 days). The application would then read its input from the
 * beginning, and handle everything a second time that its state has forgotten.
 *
 * @param role names the application, see {@link TopicNames#applicationId}
 * @param input the full name of the topic that it reads
 * @param overlap how far before its newest work it may continue, because its state knows what was handled
 */
public record LostOffsetsCheck(String role, String input, Duration overlap) {
    private static final DateTimeFormatter OF_TOOL = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * Checks the offsets.
     *
     * @throws UserFacingException if they are gone; the message says how to continue
     */
    public void require(KafkaClients clients, TopicNames names) {
        String group = names.applicationId(role);
        try (Admin admin = Admin.create(clients.admin(names.group(role) + "-offsets"))) {
            if (hasOffsets(admin, group)) {
                return;
            }
            for (String changelog : changelogs(admin, group)) {
                if (hasCommittedRecord(clients, changelog)) {
                    throw refusal(clients, group, changelog, newestTimestamp(admin, changelog));
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot read the offsets of group " + group + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading the offsets of group " + group, e);
        }
    }

    private UserFacingException refusal(
            KafkaClients clients, String group, String changelog, Optional<Instant> newest) {
        return new UserFacingException(
                ExitCode.SETTINGS,
                "the group " + group + " has no committed offsets, but its state exists (" + changelog
                        + "): the cluster deletes the offsets of a group without members after offsets.retention.minutes, and from"
                        + " the beginning everything would be handled again; set them to the time of its last work, and start the"
                        + " " + role + " again: kafka-consumer-groups.sh --bootstrap-server "
                        + clients.bootstrapServers() + " --group " + group + " --topic " + input
                        + " --reset-offsets --to-datetime "
                        + OF_TOOL.format(
                                newest.orElse(Instant.EPOCH.plus(overlap)).minus(overlap)) + " --execute");
    }

    private boolean hasOffsets(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .anyMatch(offset -> offset.getKey().topic().equals(input) && offset.getValue() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static Set<String> changelogs(Admin admin, String group) throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(group + "-") && topic.endsWith("-changelog"))
                .collect(Collectors.toSet());
    }

    /** An application that was killed before its first commit leaves records of aborted transactions only. */
    private static boolean hasCommittedRecord(KafkaClients clients, String changelog) {
        AtomicLong records = new AtomicLong();
        try (TopicFollower follower =
                TopicFollower.open(clients.scanner("factstream-offsets-check"), StartOffsets.beginning(), changelog)) {
            while (records.get() == 0 && !follower.isCaughtUp()) {
                follower.poll(Duration.ofMillis(100), raw -> records.incrementAndGet());
            }
        }
        return records.get() > 0;
    }

    private static Optional<Instant> newestTimestamp(Admin admin, String changelog)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> newest =
                admin.describeTopics(Set.of(changelog)).allTopicNames().get().get(changelog).partitions().stream()
                        .collect(Collectors.toMap(
                                info -> new TopicPartition(changelog, info.partition()),
                                info -> OffsetSpec.maxTimestamp()));
        return admin.listOffsets(newest).all().get().values().stream()
                .map(ListOffsetsResultInfo::timestamp)
                .filter(timestamp -> timestamp >= 0)
                .max(Long::compare)
                .map(Instant::ofEpochMilli);
    }
}
