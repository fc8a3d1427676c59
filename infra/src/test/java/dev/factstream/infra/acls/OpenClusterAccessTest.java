package dev.factstream.infra.acls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.runtime.access.AccessCheck;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Access on a cluster without ACLs; on one with ACLs {@code SecuredClusterTest} of the console tests it. */
@ExtendWith(KafkaExtension.class)
class OpenClusterAccessTest {

    @Test
    void aClusterWithoutAclsDeniesNothingAndAMissingTopicIsNamed(KafkaFixture kafka)
            throws ExecutionException, InterruptedException {
        TopicNames names = kafka.newTopics();
        try (Admin admin = kafka.admin()) {
            assertThat(missing(admin, RoleAccess.learner(names, "run"))).isEmpty();
            assertThat(missing(admin, RoleAccess.scorer(names))).isEmpty();
            admin.deleteTopics(List.of(names.rollouts())).all().get();
            assertThat(missing(admin, RoleAccess.scorer(names)))
                    .containsExactly("topic " + names.rollouts() + " does not exist; run 'factstream topics apply'");
            assertThatThrownBy(() -> PrincipalAcls.create(admin, "User:actor", RoleAccess.actor(names)))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("authorizer.class.name");
        }
    }

    private static List<String> missing(Admin admin, List<AccessRight> rights)
            throws ExecutionException, InterruptedException {
        AccessCheck check = new AccessCheck(admin);
        List<String> lines = new ArrayList<>();
        for (AccessRight right : rights) {
            lines.addAll(check.missing(right));
        }
        return lines;
    }
}
