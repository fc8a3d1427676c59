package dev.factstream.console.role;

import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.service.LearnerRole;
import dev.factstream.learner.service.VersionSummary;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code factstream learner}. */
@Command(
        name = "learner",
        description = "Issues tickets, trains on the scored rollouts, and publishes policy versions.")
public final class LearnerCommand extends RoleCommand {
    @Override
    Class<? extends Record> settingsType() {
        return LearnerSettings.class;
    }

    @Override
    Settings effective(Settings given) {
        return LearnerSettings.effective(given);
    }

    @Override
    Role start(Settings settings, PrintWriter out) {
        // open until the process ends
        VisionLanguageModel model =
                PolicyFolder.load(settings.bind(LearnerFolders.class).model());
        LearnerRole learner = LearnerRole.open(settings, model);
        learner.work(
                Integer.MAX_VALUE,
                report -> out.println("version " + report.version() + "  " + VersionSummary.of(report)));
        return learner;
    }
}
