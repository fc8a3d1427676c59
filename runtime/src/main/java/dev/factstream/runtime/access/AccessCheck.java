package dev.factstream.runtime.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster which rights of this process are missing. It describes topics and groups with the operations that the cluster
 * authorizes, describes transactional ids, and validates the creation of a topic without creating it. The cluster does not tell the
 * operations on a group that does not exist yet; only whether it may be described is known then. Stateless; a cluster without ACLs
 * authorizes everything.
 */
public final class AccessCheck {
    private static final int PATIENCE_MILLIS = 3_000;

    /** End of the name of a resource that does not exist, for questions about a prefix. */
    private static final String NOWHERE = "access-check";

    /** Bounds the requests about the groups of a prefix, one for each open run. */
    private static final int MOST_GROUPS = 100;

    private final Admin admin;

    public AccessCheck(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns one line per missing operation or topic.
     *
     * @throws ExecutionException if the cluster does not answer
     */
    public List<String> missing(AccessRight right) throws ExecutionException, InterruptedException {
        return switch (right.kind()) {
            case TOPIC -> topics(right);
            case CONSUMER_GROUP, SHARE_GROUP -> groups(right);
            case TRANSACTIONAL_ID -> transactionalId(right);
        };
    }

    private List<String> topics(AccessRight right) throws ExecutionException, InterruptedException {
        Set<AclOperation> denied = EnumSet.noneOf(AclOperation.class);
        Set<AclOperation> onExisting = without(right.operations(), CREATE);
        if (right.operations().contains(CREATE) && !mayCreate(right.name() + NOWHERE)) {
            denied.add(CREATE);
        }
        for (String name : right.prefix() ? topicsOf(right.name()) : List.of(right.name())) {
            KafkaFuture<TopicDescription> description = admin.describeTopics(
                            TopicCollection.ofTopicNames(List.of(name)),
                            new DescribeTopicsOptions()
                                    .includeAuthorizedOperations(true)
                                    .timeoutMs(PATIENCE_MILLIS))
                    .topicNameValues()
                    .get(name);
            try {
                denied.addAll(lacking(onExisting, description.get().authorizedOperations()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    denied.addAll(onExisting);
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                } else if (!right.prefix()) {
                    return List.of("topic " + name + " does not exist; run 'factstream topics apply'");
                }
            }
        }
        return lines(right, denied);
    }

    private List<String> topicsOf(String prefix) throws ExecutionException, InterruptedException {
        return admin.listTopics(new ListTopicsOptions().timeoutMs(PATIENCE_MILLIS)).names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private boolean mayCreate(String topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(
                            List.of(new NewTopic(topic, Optional.empty(), Optional.empty())),
                            new CreateTopicsOptions().validateOnly(true).timeoutMs(PATIENCE_MILLIS))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            if (isAnswer(e)) { // refused for another reason, a policy of the cluster for instance
                return true;
            }
            throw e;
        }
    }

    private List<String> groups(AccessRight right) throws ExecutionException, InterruptedException {
        Set<AclOperation> denied = EnumSet.noneOf(AclOperation.class);
        Set<AclOperation> onConfigs = EnumSet.of(DESCRIBE_CONFIGS, ALTER_CONFIGS);
        onConfigs.retainAll(right.operations());
        String any = right.prefix() ? right.name() + NOWHERE : right.name();
        if (!onConfigs.isEmpty() && !mayDescribeConfigs(any)) {
            denied.addAll(onConfigs);
        }
        Set<String> ids = right.prefix() ? groupsOf(right.name()) : new TreeSet<>();
        ids.add(any);
        for (String id : ids) {
            try {
                denied.addAll(lacking(right.operations(), authorizedOnGroup(right.kind(), id)));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    denied.addAll(without(right.operations(), DESCRIBE_CONFIGS, ALTER_CONFIGS));
                } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        }
        return lines(right, denied);
    }

    private Set<String> groupsOf(String prefix) throws ExecutionException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        admin.listGroups(ListGroupsOptions.forShareGroups().timeoutMs(PATIENCE_MILLIS)).all().get().stream()
                .map(GroupListing::groupId)
                .filter(id -> id.startsWith(prefix))
                .limit(MOST_GROUPS)
                .forEach(ids::add);
        return ids;
    }

    private Set<AclOperation> authorizedOnGroup(AccessRight.Kind kind, String id)
            throws ExecutionException, InterruptedException {
        if (kind == AccessRight.Kind.SHARE_GROUP) {
            ShareGroupDescription group = admin.describeShareGroups(
                            List.of(id),
                            new DescribeShareGroupsOptions()
                                    .includeAuthorizedOperations(true)
                                    .timeoutMs(PATIENCE_MILLIS))
                    .describedGroups()
                    .get(id)
                    .get();
            return group.authorizedOperations();
        }
        ConsumerGroupDescription group = admin.describeConsumerGroups(
                        List.of(id),
                        new DescribeConsumerGroupsOptions()
                                .includeAuthorizedOperations(true)
                                .timeoutMs(PATIENCE_MILLIS))
                .describedGroups()
                .get(id)
                .get();
        return group.authorizedOperations();
    }

    private boolean mayDescribeConfigs(String group) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        try {
            admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().timeoutMs(PATIENCE_MILLIS))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private List<String> transactionalId(AccessRight right) throws ExecutionException, InterruptedException {
        String id = right.prefix() ? right.name() + NOWHERE : right.name();
        try {
            admin.describeTransactions(List.of(id), new DescribeTransactionsOptions().timeoutMs(PATIENCE_MILLIS))
                    .description(id)
                    .get();
            return List.of();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return lines(right, right.operations());
            }
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    /** Returns whether the cluster has answered, if only with an error. */
    private static boolean isAnswer(ExecutionException e) {
        return e.getCause() instanceof ApiException
                && !(e.getCause() instanceof RetriableException)
                && !(e.getCause() instanceof AuthenticationException);
    }

    /** @param authorized null if the cluster does not tell */
    private static Set<AclOperation> lacking(Set<AclOperation> needed, Set<AclOperation> authorized) {
        return authorized == null || authorized.isEmpty()
                ? Set.of()
                : without(needed, authorized.toArray(AclOperation[]::new));
    }

    private static Set<AclOperation> without(Collection<AclOperation> operations, AclOperation... removed) {
        Set<AclOperation> rest = EnumSet.noneOf(AclOperation.class);
        rest.addAll(operations);
        rest.removeAll(List.of(removed));
        return rest;
    }

    private static List<String> lines(AccessRight right, Collection<AclOperation> denied) {
        List<String> lines = new ArrayList<>();
        denied.stream()
                .sorted()
                .forEach(operation -> lines.add("the cluster denies " + operation + " on " + right.label()
                        + "; 'factstream topics acls' grants it"));
        return lines;
    }
}
