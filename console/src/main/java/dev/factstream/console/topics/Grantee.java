package dev.factstream.console.topics;

import dev.factstream.learner.LearnerSettings;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.util.List;

/** A role, or a kind of commands, to which a cluster gives rights. */
enum Grantee {
    ACTOR,
    SCORER,
    LEARNER,
    DRIFT,
    DASHBOARD,
    PUBLISHER,
    READER,
    RESCORER;

    /** Returns its rights under the prefix of the settings; the learner's are those of {@code learner.run.id}. */
    List<AccessRight> rights(Settings settings) {
        TopicNames names = CommonSettings.topicNames(settings);
        return switch (this) {
            case ACTOR -> RoleAccess.actor(names);
            case SCORER -> RoleAccess.scorer(names);
            case LEARNER ->
                RoleAccess.learner(names, LearnerSettings.from(settings).runId());
            case DRIFT -> RoleAccess.drift(names);
            case DASHBOARD -> RoleAccess.dashboard(names);
            case PUBLISHER -> RoleAccess.publisher(names);
            case READER -> RoleAccess.reader(names);
            case RESCORER -> RoleAccess.rescorer(names);
        };
    }
}
