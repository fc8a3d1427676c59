package dev.factstream.console.adapters;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.RecordedSettings;
import dev.factstream.learner.Rollback;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream adapters rollback}: publishes an older version again. */
@Command(
        name = "rollback",
        description = {
            "Publishes an older version's adapter as a new version, with its critic and optimizer states.",
            "Drops every open ticket and issues its question again. A learner that is running on this run is fenced: it stops,"
                    + " and the next learner continues from the new version."
        })
final class AdapterRollbackCommand implements Callable<Integer> {
    @Option(names = "--to", required = true, paramLabel = "VERSION", description = "The version to return to.")
    private int to;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            run.requireVersion(to);
            TorchThreads.useOne();
            Settings settings = new RecordedSettings(run.settings())
                    .of(run.history().summaryOf(run.history().newest()));
            LearnerSettings learner = LearnerSettings.from(settings);
            try (VisionLanguageModel model = PolicyFolder.load(learner.folders().model());
                    FrozenModels foundation = learner.folders().load(model, PictureFetcher.inlineOnly())) {
                Rollback done = Rollback.run(
                        learner,
                        run.clients(),
                        run.names(),
                        foundation,
                        run.settings().bind(LearnerFolders.class).dir(),
                        to,
                        Clock.systemUTC());
                spec.commandLine()
                        .getOut()
                        .println("version " + done.version() + " is version " + done.to() + " again; " + done.dropped()
                                + " open tickets were dropped and " + done.issued()
                                + " issued; the next learner continues from there");
                return ExitCode.OK;
            }
        }
    }
}
