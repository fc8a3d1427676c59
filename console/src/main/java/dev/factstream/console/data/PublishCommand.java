package dev.factstream.console.data;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.data.publish.PublishResult;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.PictureSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream data publish}: publishes questions, their facts and their pictures. */
@Command(
        name = "publish",
        description = "Publishes the prompts of a folder, with their facts; safe to repeat.",
        footer = "%nThe rows: " + PromptRows.FORMAT)
final class PublishCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "Folder with prompts.jsonl and its pictures.")
    private Path from;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Name of this data, for learner.prompt.sources, which gives sources their shares.")
    private Optional<String> source;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path rows = from.resolve(PromptRows.FILE);
        if (!Files.isRegularFile(rows)) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT, "there is no " + rows + "; --from must be a folder that contains it");
        }
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        PublishResult published = new PromptPublisher(
                        clients,
                        CommonSettings.topicNames(settings),
                        settings.bind(PictureSettings.class).largest(),
                        source)
                .publish(from);
        spec.commandLine()
                .getOut()
                .println(published.added() + " prompts published, " + published.unchanged() + " were there already");
        return ExitCode.OK;
    }
}
