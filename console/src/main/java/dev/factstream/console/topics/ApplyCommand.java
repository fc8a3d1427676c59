package dev.factstream.console.topics;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream topics apply}: creates missing topics and corrects their configuration; idempotent. */
@Command(name = "apply", description = "Creates missing topics and corrects their configuration; safe to repeat.")
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private TopicOptions topics;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.load();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = ClusterConnector.admin(settings)) {
            List<String> changes =
                    TopicTool.apply(admin, CommonSettings.topicNames(settings), topics.overrides(settings));
            changes.forEach(out::println);
            if (changes.isEmpty()) {
                out.println("all topics are up to date");
            }
        }
        return ExitCode.OK;
    }
}
