package dev.factstream.console.chaos;

import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.TemporaryFolder;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream chaos}: kill -9, again and again, and then the books. */
@Command(
        name = "chaos",
        description = "Kills real processes of a role at random moments, on a broker of its own, and prints the books;"
                + " exits with 1 if they do not balance.")
public final class ChaosCommand implements Callable<Integer> {
    /** Whom it can kill. */
    enum Victim {
        scorer,
        learner,
        drift,
        actor
    }

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "Who is killed: ${COMPLETION-CANDIDATES}.")
    private Victim role;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How often; of actors, which also come and go, at least so often (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides the moments and the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "600",
            description =
                    "Of the scorer: at least so many rollouts are published; more if the kills take longer (default:"
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
            folder.keep(); // for somebody to look into, unless all is well
            out.println("chaos of the " + role + ": " + kills + " kills, seed " + seed + ", logs in " + folder.path());
            if (!sound(folder.path(), out)) {
                return ExitCode.NEGATIVE;
            }
            folder.discard();
        }
        return ExitCode.OK;
    }

    private boolean sound(Path folder, PrintWriter out) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicNames names = new TopicNames("");
            try (Admin admin = Admin.create(clients.admin("chaos"))) {
                TopicTool.apply(admin, names, TopicOverrides.none());
            }
            Stage stage = new Stage(clients, names, folder, settings, seed, out);
            return switch (role) {
                case scorer -> {
                    ScorerBooks books = new ScorerChaos(stage).run(kills, rollouts);
                    out.println(books);
                    yield books.balanced();
                }
                case learner -> {
                    LearnerVerdict verdict = new LearnerChaos(stage).run(kills);
                    out.println(verdict);
                    yield verdict.sound();
                }
                case actor -> {
                    ActorVerdict verdict = new ActorChaos(stage).run(kills);
                    out.println(verdict);
                    yield verdict.sound();
                }
                case drift -> {
                    DriftBooks books = new DriftChaos(stage).run(kills, rollouts);
                    out.println(books);
                    yield books.balanced();
                }
            };
        }
    }
}
