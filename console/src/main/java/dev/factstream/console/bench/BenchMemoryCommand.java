package dev.factstream.console.bench;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.bench.ResidentMemory;
import dev.factstream.lab.bench.RolloutCounter;
import dev.factstream.lab.chaos.RoleProcess;
import dev.factstream.lab.samples.SampleTickets;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.InstallationFolder;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench memory}: measures the growth of an actor's memory. */
@Command(
        name = "memory",
        description =
                "Compares the resident memory of an actor process with a heap of fixed size after many short rollouts with that"
                        + " after few; exits with 1 if it has grown by more than --growth.")
public final class BenchMemoryCommand implements Callable<Integer> {
    private static final int PICTURES = 200;
    private static final int AHEAD = 400;
    private static final int LINES = 10;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Policy that the actor serves (default: checkpoints/policy of the installation).")
    private Path model = InstallationFolder.resolve("checkpoints/policy");

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Rollouts in all (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--early",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Rollouts before the first measurement (default: ${DEFAULT-VALUE}).")
    private int early;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "8",
            description = "Maximum tokens per answer (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Java heap of the actor, all of it touched at the start (default: ${DEFAULT-VALUE}).")
    private int heap;

    @Option(
            names = "--growth",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Allowed growth (default: ${DEFAULT-VALUE}).")
    private double growth;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the actor; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (early < 1 || rollouts <= early) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--rollouts must be more than --early, and --early must be 1 or more");
        }
        TopicNames names = new TopicNames("");
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicTool.apply(clients, names, TopicOverrides.none());
            try (SampleTickets tickets = new SampleTickets(clients, names, PICTURES, tokens);
                    RolloutCounter count = new RolloutCounter(clients, names);
                    RoleProcess actor = new RoleProcess(
                            command(broker.bootstrapServers()),
                            javaOptions(),
                            folder.path().resolve("actor.log"))) {
                folder.keep();
                int code = watch(tickets, count, actor);
                folder.discard();
                return code;
            }
        }
    }

    private int watch(SampleTickets tickets, RolloutCounter count, RoleProcess actor)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        long before = 0;
        int step = Math.max(early, rollouts / LINES);
        for (int target = early;
                ;
                target = Math.min(rollouts, target == early ? step * (early / step + 1) : target + step)) {
            reach(target, tickets, count, actor);
            long kib = ResidentMemory.kib(actor.pid());
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "%6d rollouts  resident %.1f MiB  %.0f rollouts/s  %.0f tok/s%n",
                    count.rollouts(),
                    kib / 1024.0,
                    count.rollouts() / seconds,
                    count.tokens() / seconds);
            out.flush();
            if (target == early) {
                before = kib;
            } else if (target == rollouts) {
                double grown = (double) kib / before - 1;
                out.printf(
                        Locale.ROOT,
                        "resident memory after %d rollouts compared with after %d: %+.1f %% (allowed %+.1f %%)%n",
                        rollouts,
                        early,
                        100 * grown,
                        100 * growth);
                return grown <= growth ? ExitCode.OK : ExitCode.NEGATIVE;
            }
        }
    }

    /** Issues tickets up to {@code target}, at most {@value #AHEAD} ahead of the actor, and returns when all are answered. */
    private void reach(int target, SampleTickets tickets, RolloutCounter count, RoleProcess actor) {
        while (count.rollouts() < target) {
            if (!actor.isAlive()) {
                throw new UserFacingException(ExitCode.INTERNAL, "the actor process exited; see its log");
            }
            int wanted = Math.min(target, count.rollouts() + AHEAD);
            if (wanted > tickets.issued()) {
                tickets.issue(wanted - tickets.issued());
            }
            count.read();
        }
    }

    private List<String> javaOptions() {
        return List.of("-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");
    }

    private List<String> command(String bootstrapServers) {
        List<String> command = new ArrayList<>(List.of("actor"));
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + bootstrapServers,
                "actor.id=bench",
                "actor.model=" + model.toAbsolutePath()));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }
}
