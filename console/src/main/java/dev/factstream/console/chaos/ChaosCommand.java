package dev.factstream.console.chaos;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.chaos.ActorChaos;
import dev.factstream.lab.chaos.ActorChaosResult;
import dev.factstream.lab.chaos.ChaosContext;
import dev.factstream.lab.chaos.DriftChaos;
import dev.factstream.lab.chaos.DriftChaosResult;
import dev.factstream.lab.chaos.LearnerChaos;
import dev.factstream.lab.chaos.LearnerChaosResult;
import dev.factstream.lab.chaos.ScorerChaos;
import dev.factstream.lab.chaos.ScorerChaosResult;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-chaos-")) {
            folder.keep(); // for diagnosis; discarded if the run passes
            out.println("chaos of the " + role + ": " + kills + " kills, seed " + seed + ", logs in " + folder.path());
            if (!passes(folder.path(), out)) {
                return ExitCode.NEGATIVE;
            }
            folder.discard();
        }
        return ExitCode.OK;
    }

    private boolean passes(Path folder, PrintWriter out) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicNames names = new TopicNames("");
            TopicTool.apply(clients, names, TopicOverrides.none());
            ChaosContext stage = new ChaosContext(clients, names, folder, settings, seed, out);
            return switch (role) {
                case scorer -> {
                    ScorerChaosResult books = new ScorerChaos(stage).run(kills, rollouts);
                    out.println(books);
                    yield books.balanced();
                }
                case learner -> {
                    LearnerChaosResult verdict = new LearnerChaos(stage).run(kills);
                    out.println(verdict);
                    yield verdict.passed();
                }
                case actor -> {
                    ActorChaosResult verdict = new ActorChaos(stage).run(kills);
                    out.println(verdict);
                    yield verdict.passed();
                }
                case drift -> {
                    DriftChaosResult books = new DriftChaos(stage).run(kills, rollouts);
                    out.println(books);
                    yield books.balanced();
                }
            };
        }
    }
}
