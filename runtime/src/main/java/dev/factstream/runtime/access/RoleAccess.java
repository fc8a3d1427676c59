package dev.factstream.runtime.access;

import static dev.factstream.runtime.access.AccessRight.Kind.CONSUMER_GROUP;
import static dev.factstream.runtime.access.AccessRight.Kind.SHARE_GROUP;
import static dev.factstream.runtime.access.AccessRight.Kind.TOPIC;
import static dev.factstream.runtime.access.AccessRight.Kind.TRANSACTIONAL_ID;
import static dev.factstream.runtime.access.AccessRight.on;
import static dev.factstream.runtime.access.AccessRight.onPrefix;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** The least rights of each role and of the commands, under a prefix of topics. A role is ready only if it has them. */
public final class RoleAccess {
    private RoleAccess() {}

    /** Returns the rights of an actor, for all runs. */
    public static List<AccessRight> actor(TopicNames names) {
        return List.of(
                topic(names.prompts(), READ),
                topic(names.pictures(), READ),
                topic(names.runState(), READ),
                topic(names.adapters(), READ),
                topic(names.adapterChunks(), READ),
                topic(names.rollouts(), WRITE),
                topic(names.deadLetters(), WRITE),
                onPrefix(SHARE_GROUP, names.actorsGroups(), READ, DESCRIBE_CONFIGS));
    }

    /** Returns the rights of a scorer. */
    public static List<AccessRight> scorer(TopicNames names) {
        List<AccessRight> rights = streams(names.applicationId("scorer"), READ, WRITE, CREATE);
        rights.add(topic(names.rollouts(), READ));
        rights.add(topic(names.facts(), READ));
        rights.add(topic(names.pictures(), READ));
        rights.add(topic(names.scoredRollouts(), WRITE));
        rights.add(topic(names.deadLetters(), WRITE));
        return List.copyOf(rights);
    }

    /** Returns the rights of the drift application, which deletes processed records of its repartition topic. */
    public static List<AccessRight> drift(TopicNames names) {
        List<AccessRight> rights = streams(names.applicationId("drift"), READ, WRITE, CREATE, DELETE);
        rights.add(topic(names.facts(), READ));
        rights.add(topic(names.scoredRollouts(), READ));
        rights.add(topic(names.trainingLedger(), READ));
        rights.add(topic(names.rewardDrift(), WRITE));
        rights.add(topic(names.openWindows(), WRITE));
        rights.add(topic(names.deadLetters(), WRITE));
        return List.copyOf(rights);
    }

    /** Returns the rights of the learner of a run, which also prepares the share group of the run's actors. */
    public static List<AccessRight> learner(TopicNames names, String runId) {
        return List.of(
                topic(names.promptPool(), READ),
                topic(names.pictures(), READ),
                topic(names.scoredRollouts(), READ),
                topic(names.rewardDrift(), READ),
                topic(names.prompts(), READ, WRITE), // the positions of the share group are set by a reader
                topic(names.deadLetters(), READ, WRITE),
                topic(names.adapters(), READ, WRITE),
                topic(names.adapterChunks(), READ, WRITE),
                topic(names.runState(), READ, WRITE),
                topic(names.trainingLedger(), READ, WRITE),
                on(TRANSACTIONAL_ID, names.transactionalId("learner-" + runId), WRITE),
                onPrefix(SHARE_GROUP, names.actorsGroups(), READ, ALTER_CONFIGS));
    }

    /** Returns the rights of the dashboard. */
    public static List<AccessRight> dashboard(TopicNames names) {
        return List.of(
                topic(names.trainingLedger(), READ),
                topic(names.scoredRollouts(), READ),
                topic(names.facts(), READ),
                topic(names.pictures(), READ),
                topic(names.rewardDrift(), READ),
                topic(names.openWindows(), READ),
                topic(names.prompts(), DESCRIBE),
                topic(names.rollouts(), DESCRIBE),
                onPrefix(SHARE_GROUP, names.actorsGroups(), DESCRIBE),
                on(CONSUMER_GROUP, names.applicationId("scorer"), DESCRIBE),
                on(CONSUMER_GROUP, names.applicationId("drift"), DESCRIBE));
    }

    /** Returns the rights of the commands that publish and retire questions. */
    public static List<AccessRight> publisher(TopicNames names) {
        return List.of(
                topic(names.facts(), READ, WRITE),
                topic(names.promptPool(), READ, WRITE),
                topic(names.pictures(), READ, WRITE));
    }

    /** Returns the rights of the commands that only read: replay, ledger, books, watch and others. */
    public static List<AccessRight> reader(TopicNames names) {
        return TopicCatalogue.topics().stream()
                .map(spec -> topic(names.topic(spec.name()), READ))
                .toList();
    }

    /** Returns the rights of {@code rescore} with a target whose name begins with {@code scored-rollouts-}. */
    public static List<AccessRight> rescorer(TopicNames names) {
        return List.of(
                topic(names.rollouts(), READ),
                topic(names.facts(), READ),
                topic(names.pictures(), READ),
                topic(names.scoredRollouts(), READ),
                onPrefix(TOPIC, names.scoredRollouts() + "-", WRITE, CREATE));
    }

    private static AccessRight topic(String name, AclOperation... operations) {
        return on(TOPIC, name, operations);
    }

    /** Returns the rights of a Kafka Streams application on its group, its transactional ids and its internal topics. */
    private static List<AccessRight> streams(String applicationId, AclOperation... onInternalTopics) {
        return new ArrayList<>(List.of(
                on(CONSUMER_GROUP, applicationId, READ),
                onPrefix(TRANSACTIONAL_ID, applicationId + "-", WRITE),
                onPrefix(TOPIC, applicationId + "-", onInternalTopics)));
    }
}
