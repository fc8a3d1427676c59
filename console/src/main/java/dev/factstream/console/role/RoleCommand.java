package dev.factstream.console.role;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.logging.LoggingSettings;
import dev.factstream.runtime.management.ManagementPort;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.RoleFailedException;
import dev.factstream.runtime.process.StopSignal;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that runs one role against a cluster until Ctrl-C or SIGTERM, and then drains it. */
abstract class RoleCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;
    private static final Duration DRAIN = Duration.ofSeconds(60);

    @Mixin
    private SettingsOptions options;

    @Option(names = "--print-config", description = "Print the effective settings and exit.")
    private boolean printConfig;

    @Spec
    private CommandSpec spec;

    /** The record of this role's settings. */
    abstract Class<? extends Record> settingsType();

    /** Returns the effective settings; a role with profiles overrides its defaults here. */
    Settings effective(Settings given) {
        return given;
    }

    /** Starts the role, which may print to {@code out}; called after the cluster check. */
    abstract Role start(Settings settings, PrintWriter out);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = effective(options.load());
        settings.bind(settingsType()); // refuses contradictory values before the cluster is asked
        if (printConfig) {
            out.println(settings.describe(settingsType(), ManagementSettings.class, LoggingSettings.class));
            return ExitCode.OK;
        }
        settings.bind(LoggingSettings.class).format().use();
        ClusterConnector.connect(settings);
        Optional<ManagementPort> management = ManagementPort.open(settings);
        try (StopSignal stop = StopSignal.install()) {
            Role role = start(settings, out);
            management.ifPresent(port -> port.manage(List.of(role)));
            out.println(role.name() + " is working; Ctrl-C stops it");
            out.flush();
            Optional<Throwable> failure = Optional.empty();
            while (failure.isEmpty() && !stop.await(POLL_MILLIS)) {
                failure = role.failure();
            }
            management.ifPresent(ManagementPort::markStopping);
            boolean drained = role.close(DRAIN);
            failure.ifPresent(why -> {
                throw new RoleFailedException(role.name(), "", why);
            });
            role.summary().ifPresent(summary -> out.println(role.name() + ": " + summary));
            out.println(
                    role.name() + (drained ? " has finished" : " did not finish within " + DRAIN.toSeconds() + " s"));
        } finally {
            management.ifPresent(ManagementPort::close);
        }
        return ExitCode.OK;
    }
}
