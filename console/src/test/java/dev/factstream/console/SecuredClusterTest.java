package dev.factstream.console;

import dev.factstream.infra.acls.PrincipalAcls;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.runtime.access.AccessCheck;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actor, scorer and learner on a cluster with ACLs. {@link SecuredClusterSweep} has all roles, and is not part of a build. */
class SecuredClusterTest {
    private static final TopicNames NAMES = new TopicNames("");

    @TempDir
    private Path folder;

    @Test
    void theAclsOfTheCommandSufficeAndEachIsNamedWhenItIsMissing() throws IOException {
        try (SecuredStream stream = new SecuredStream(folder)) {
            Map<String, List<AccessRight>> roles = new LinkedHashMap<>();
            roles.put("scorer", RoleAccess.scorer(NAMES));
            roles.put("actor", RoleAccess.actor(NAMES));
            roles.put("learner", RoleAccess.learner(NAMES, "run"));
            roles.keySet().forEach(stream::start);
            Eventually.holds("two versions", () -> stream.version() >= 2);
            Eventually.holds("all roles are ready", stream::areReady);

            AclBinding write = PrincipalAcls.of(
                            "User:scorer",
                            roles.get("scorer").stream()
                                    .filter(right -> right.name().equals(NAMES.scoredRollouts()))
                                    .toList())
                    .get(0);
            stream.remove(write);
            Eventually.holds(
                    "the role says so",
                    () -> stream.readiness("scorer")
                            .contains("scorer: the cluster denies WRITE on topic scored-rollouts"));
            stream.restore(write);

            roles.keySet().forEach(stream::stop); // their groups and internal topics stay
            roles.forEach((role, rights) -> eachMissingAclIsNamed(stream, role, rights));
        }
    }

    private static void eachMissingAclIsNamed(SecuredStream stream, String role, List<AccessRight> rights) {
        try (Admin own = Admin.create(new KafkaClients(stream.settings(role)).admin("test"))) {
            AccessCheck check = new AccessCheck(own);
            for (AccessRight right : rights) {
                for (AclBinding acl : PrincipalAcls.of("User:" + role, List.of(right))) {
                    awaitMissing(check, right, "");
                    stream.remove(acl);
                    awaitMissing(
                            check,
                            right,
                            "the cluster denies " + acl.entry().operation() + " on " + right.label()
                                    + "; 'factstream topics acls' grants it");
                    stream.restore(acl);
                }
            }
        }
    }

    /** A broker authorizes by a changed ACL a moment after the controller has changed it. */
    private static void awaitMissing(AccessCheck check, AccessRight right, String lines) {
        Eventually.holds(right + " lacks: " + lines, () -> {
            try {
                return String.join("\n", check.missing(right)).equals(lines);
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
