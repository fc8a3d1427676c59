package dev.factstream.console.soak;

import dev.factstream.lab.soak.Soak;
import dev.factstream.lab.soak.SoakOptions;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream soak}. */
@Command(
        name = "soak",
        description =
                "Runs broker, scorer, drift application, dashboard, actors and two learners as processes for many versions, with a"
                        + " tiny policy and simulated generation, kills some of them, and measures memory, disk, reads and CPU time at"
                        + " three marks; exits with 1 if something grows or a ticket balance has a fault.")
public final class SoakCommand implements Callable<Integer> {
    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "500",
            description = "Policy versions of both runs together (default: ${DEFAULT-VALUE}).")
    private int versions;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the policy, the runs and the kills (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rollouts",
            paramLabel = "B",
            defaultValue = "4",
            description = "Rollouts per version (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--kills",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether processes are killed (default: ${DEFAULT-VALUE}).")
    private boolean kills;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-soak-")) {
            folder.keep(); // for diagnosis; discarded if the soak passes
            List<String> faults = new Soak(options(), folder.path(), line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run();
            faults.forEach(fault -> out.println("fault: " + fault));
            if (!faults.isEmpty()) {
                return ExitCode.NEGATIVE;
            }
            folder.discard();
            return ExitCode.OK;
        }
    }

    private SoakOptions options() {
        try {
            return new SoakOptions(versions, seed, rollouts, kills);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
