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
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
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
            Set<String> changelogs = changelogs(admin, group);
            for (String changelog : changelogs) {
                if (hasExpiredRecords(admin, changelog) || hasCommittedRecord(clients, changelog)) {
                    throw refusal(clients, group, changelog, newestTimestamp(admin, changelogs));
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
        // without a time, its state has expired, and so has everything that it could handle a second time
        String position = newest.map(time -> "--to-datetime " + OF_TOOL.format(time.minus(overlap)))
                .orElse("--to-latest");
        return new UserFacingException(
                ExitCode.SETTINGS,
                "the group " + group + " has no committed offsets, but its state exists (" + changelog
                        + "): the cluster deletes the offsets of a group without members after offsets.retention.minutes, and from"
                        + " the beginning everything would be handled again; set them to the time of its last work, and start the"
                        + " " + role + " again: kafka-consumer-groups.sh --bootstrap-server "
                        + clients.bootstrapServers() + " --group " + group + " --topic " + input
                        + " --reset-offsets " + position + " --execute");
    }

    private boolean hasOffsets(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            // the cluster deletes those of all topics at the same time
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .anyMatch(Objects::nonNull);
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
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The changelog of a window store is empty again when the application has been away for longer than its windows. */
    private static boolean hasExpiredRecords(Admin admin, String changelog)
            throws ExecutionException, InterruptedException {
        return offsets(admin, changelog, OffsetSpec.earliest()).stream().anyMatch(begin -> begin.offset() > 0);
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

    private static Optional<Instant> newestTimestamp(Admin admin, Set<String> changelogs)
            throws ExecutionException, InterruptedException {
        Optional<Instant> newest = Optional.empty();
        for (String changelog : changelogs) {
            for (ListOffsetsResultInfo found : offsets(admin, changelog, OffsetSpec.maxTimestamp())) {
                if (found.timestamp() >= 0) {
                    Instant time = Instant.ofEpochMilli(found.timestamp());
                    newest = newest.filter(time::isBefore).or(() -> Optional.of(time));
                }
            }
        }
        return newest;
    }

    private static Collection<ListOffsetsResultInfo> offsets(Admin admin, String topic, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .collect(Collectors.toMap(info -> new TopicPartition(topic, info.partition()), info -> spec));
        return admin.listOffsets(wanted).all().get().values();
    }
}
