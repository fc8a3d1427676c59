package dev.factstream.console.topics;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream topics check}: prints the differences between a cluster and the catalogue; changes nothing. */
@Command(name = "check", description = "Prints how the topics differ from the catalogue; exits with 1 if they differ.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private TopicOptions topics;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.load();
        try (Admin admin = ClusterConnector.admin(settings)) {
            List<String> differences =
                    TopicTool.check(admin, CommonSettings.topicNames(settings), topics.overrides(settings));
            differences.forEach(spec.commandLine().getOut()::println);
            return differences.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}
