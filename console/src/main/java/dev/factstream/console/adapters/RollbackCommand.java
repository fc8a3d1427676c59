package dev.factstream.console.adapters;

import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.TorchThreads;
import dev.factstream.console.eval.PolicyFolder;
import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.RecordedSettings;
import dev.factstream.learner.Rollback;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream adapters rollback}. */
@Command(
        name = "rollback",
        description = {
            "Publishes an older version's adapter as a new version, with critic and optimizers as they were then.",
            "Every open ticket is dropped and its question asked again. A learner that works on the run is fenced: it stops,"
                    + " and the next one goes on from the new version."
        })
final class RollbackCommand implements Callable<Integer> {
    @Option(names = "--to", required = true, paramLabel = "VERSION", description = "The version to take up again.")
    private int to;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            run.require(to);
            TorchThreads.one();
            Settings settings = new RecordedSettings(run.settings())
                    .of(run.history().made(run.history().newest()));
            try (VisionLanguageModel model = PolicyFolder.load(settings.get(LearnerSettings.MODEL));
                    Foundation foundation = LearnerSettings.foundation(settings, model)) {
                Rollback done = Rollback.run(
                        LearnerSettings.from(settings),
                        run.clients(),
                        run.names(),
                        foundation,
                        run.settings().get(LearnerSettings.DIR),
                        to,
                        Clock.systemUTC());
                spec.commandLine()
                        .getOut()
                        .println("version " + done.version() + " is version " + done.to() + " again; " + done.dropped()
                                + " open tickets were dropped and " + done.issued()
                                + " issued; a learner goes on from there");
                return ExitCode.OK;
            }
        }
    }
}
