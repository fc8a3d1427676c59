package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All roles and commands on a cluster with ACLs, and each ACL of each role removed in turn while the stream works. Takes about ten
 * minutes, so it is not part of {@code mvn verify}: {@code mvn -pl console -am test -Dtest=SecuredClusterSweep
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SecuredClusterSweep {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void eachMissingAclIsNamedWithinFifteenSeconds() throws IOException {
        List<String> late = new ArrayList<>();
        try (SecuredStream stream = new SecuredStream(folder)) {
            SecuredStream.ROLES.forEach(stream::start);
            Eventually.holds("two versions", () -> stream.version() >= 2);
            Eventually.holds("all roles are ready", stream::areReady);
            for (String role : SecuredStream.ROLES) {
                for (AclBinding acl : stream.acls(role)) {
                    String said = without(stream, role, acl);
                    System.out.println(role + " without " + acl.entry().operation() + " on "
                            + acl.pattern().name() + ": " + said);
                    if (!names(said, acl)) {
                        late.add(role + " without " + acl + ": " + said);
                    }
                }
            }
            stream.as("rescorer", "rescore", "--to-topic", "scored-rollouts-again");
            stream.as("reader", "books", "--run", "run");
            stream.as("reader", "watch", "--once");
            stream.stop("learner");
            stream.as(
                    "reader",
                    "replay",
                    "--to",
                    "1",
                    "--dir",
                    stream.learnerFolder().toString());
        }
        assertThat(late).isEmpty();
    }

    /** Removes an ACL, returns what the role says or the time that it had, and restores the ACL. */
    private static String without(SecuredStream stream, String role, AclBinding acl) {
        stream.remove(acl);
        long begin = System.nanoTime();
        String said = stream.readiness(role);
        while (!names(said, acl) && System.nanoTime() - begin < LIMIT.toNanos()) {
            said = stream.readiness(role);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        stream.restore(acl);
        if (stream.hasFailed(role)) {
            stream.stop(role);
            stream.start(role);
        }
        Eventually.holds(role + " is ready again after " + acl, () -> stream.isReady(role));
        return millis + " ms: " + said.replace('\n', ' ');
    }

    private static boolean names(String said, AclBinding acl) {
        return said.contains(acl.entry().operation() + " on ")
                && said.contains(" " + acl.pattern().name());
    }
}
