package dev.factstream.console.role;

import dev.factstream.actor.service.ActorRole;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code factstream actor}. */
@Command(name = "actor", description = "Answers tickets with the newest policy and publishes the rollouts.")
public final class ActorCommand extends RoleCommand {
    @Override
    List<Setting<?>> keys() {
        return ActorSettings.KEYS;
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        // open until the process ends
        VisionLanguageModel model =
                PolicyFolder.load(ActorSettings.from(settings).model(), settings.get(ActorSettings.MODEL_DTYPE));
        ActorRole actor = ActorRole.start(settings, model);
        actor.address().ifPresent(address -> out.println("chat with the policy at " + address));
        return actor;
    }
}
