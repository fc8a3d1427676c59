package dev.factstream.runtime.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The operations that a role needs on a resource of the cluster.
 *
 * @param name full name, or its beginning if {@code prefix}
 * @param prefix whether all resources are meant whose name begins with {@code name}
 * @param operations not empty; READ, WRITE and others imply DESCRIBE, as in Kafka
 */
public record AccessRight(Kind kind, String name, boolean prefix, Set<AclOperation> operations) {

    /** What a right is on. */
    public enum Kind {
        TOPIC(ResourceType.TOPIC, "topic"),
        CONSUMER_GROUP(ResourceType.GROUP, "group"),
        SHARE_GROUP(ResourceType.GROUP, "group"),
        TRANSACTIONAL_ID(ResourceType.TRANSACTIONAL_ID, "transactional id");

        private final ResourceType resource;
        private final String label;

        Kind(ResourceType resource, String label) {
            this.resource = resource;
            this.label = label;
        }
    }

    public AccessRight {
        operations = Set.copyOf(EnumSet.copyOf(operations));
    }

    static AccessRight on(Kind kind, String name, AclOperation... operations) {
        return new AccessRight(kind, name, false, Set.of(operations));
    }

    static AccessRight onPrefix(Kind kind, String name, AclOperation... operations) {
        return new AccessRight(kind, name, true, Set.of(operations));
    }

    /** Returns the operations in the order of Kafka. */
    public List<AclOperation> sorted() {
        return operations.stream().sorted().toList();
    }

    /** Returns the resource as ACLs name it. */
    public ResourcePattern pattern() {
        return new ResourcePattern(kind.resource, name, prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /** Returns the resource for messages, for instance {@code topic prompts} or {@code group factstream-actors-*}. */
    public String label() {
        return kind.label + " " + name + (prefix ? "*" : "");
    }
}
