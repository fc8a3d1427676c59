package dev.factstream.console.chaos;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.chaos.ActorChaos;
import dev.factstream.lab.chaos.ChaosContext;
import dev.factstream.lab.chaos.ChaosResult;
import dev.factstream.lab.chaos.DriftChaos;
import dev.factstream.lab.chaos.LearnerChaos;
import dev.factstream.lab.chaos.ScorerChaos;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream chaos}: kills a role repeatedly with {@code kill -9} and then verifies the result. */
@Command(
        name = "chaos",
        description =
                "Kills real processes of a role at random times, on an embedded broker, and prints what became of every ticket or"
                        + " rollout; exits with 1 if one is lost or counted twice.")
public final class ChaosCommand implements Callable<Integer> {
    /** A role that can be killed. */
    enum TargetRole {
        scorer,
        learner,
        drift,
        actor
    }

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "The role to kill: ${COMPLETION-CANDIDATES}.")
    private TargetRole role;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Number of kills; for actors, which are also started and stopped, the minimum (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Determines the times of the kills and the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "600",
            description =
                    "For scorer and drift: the minimum number of rollouts to publish; more if the kills take longer (default:"
                            + " ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of the role that is killed, for instance scorer.reward.model=DIR; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("chaos", TopicOverrides.none())) {
            broker.keepFolder(); // for diagnosis; discarded if the run passes
            out.println(
                    "chaos of the " + role + ": " + kills + " kills, seed " + seed + ", logs in " + broker.folder());
            ChaosResult result =
                    run(new ChaosContext(broker.clients(), broker.names(), broker.folder(), settings, seed, out));
            out.println(result);
            if (!result.passed()) {
                return ExitCode.NEGATIVE;
            }
            broker.discardFolder();
        }
        return ExitCode.OK;
    }

    private ChaosResult run(ChaosContext context) throws IOException, InterruptedException {
        return switch (role) {
            case scorer -> new ScorerChaos(context).run(kills, rollouts);
            case learner -> new LearnerChaos(context).run(kills);
            case actor -> new ActorChaos(context).run(kills);
            case drift -> new DriftChaos(context).run(kills, rollouts);
        };
    }
}
