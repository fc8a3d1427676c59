package dev.factstream.infra.acls;

import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that give a principal the rights of a role, from every host. Stateless. */
public final class PrincipalAcls {
    private static final String ANY_HOST = "*";

    private PrincipalAcls() {}

    /** Returns one ACL per operation of the rights. @param principal for instance {@code User:actor} */
    public static List<AclBinding> of(String principal, List<AccessRight> rights) {
        List<AclBinding> acls = new ArrayList<>();
        for (AccessRight right : rights) {
            for (AclOperation operation : right.sorted()) {
                acls.add(new AclBinding(
                        right.pattern(),
                        new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
            }
        }
        return acls;
    }

    /**
     * Creates the ACLs that a principal does not have yet.
     *
     * @return the created ones
     * @throws UserFacingException if the cluster refuses
     */
    public static List<AclBinding> create(Admin admin, String principal, List<AccessRight> rights) {
        AclBindingFilter ofPrincipal = new AclBindingFilter(
                new ResourcePatternFilter(ResourceType.ANY, null, PatternType.ANY),
                new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
        Collection<AclBinding> present = get(admin.describeAcls(ofPrincipal).values(), "read the ACLs of " + principal);
        List<AclBinding> missing = of(principal, rights).stream()
                .filter(acl -> !present.contains(acl))
                .toList();
        get(admin.createAcls(missing).all(), "create ACLs for " + principal);
        return missing;
    }

    private static <T> T get(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof SecurityDisabledException
                    ? "the brokers have no authorizer; set authorizer.class.name"
                    : e.getCause().getMessage();
            throw new UserFacingException(ExitCode.UNAVAILABLE, "cannot " + what + ": " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }
}
