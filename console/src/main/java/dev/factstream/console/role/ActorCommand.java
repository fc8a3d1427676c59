package dev.factstream.console.role;

import dev.factstream.actor.service.ActorRole;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code factstream actor}. */
@Command(name = "actor", description = "Answers tickets with the newest policy and publishes the rollouts.")
public final class ActorCommand extends RoleCommand {
    @Override
    Class<? extends Record> settingsType() {
        return ActorSettings.class;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        ActorSettings own = settings.bind(ActorSettings.class);
        // open until the process ends
        VisionLanguageModel model = PolicyFolder.load(own.model(), own.precision());
        ActorRole actor = ActorRole.start(settings, model);
        actor.address().ifPresent(address -> out.println("chat with the policy at " + address));
        return actor;
    }
}
