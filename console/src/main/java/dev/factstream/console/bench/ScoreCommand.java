package dev.factstream.console.bench;

import ai.djl.Device;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.TemporaryFolder;
import dev.factstream.console.cli.TorchThreads;
import dev.factstream.console.samples.SampleRollouts;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench score}: what the stream costs around a reward model. */
@Command(
        name = "score",
        description =
                "Compares a reward model's bare batched forward with the same inside the scorer, on a broker of its own.")
public final class ScoreCommand implements Callable<Integer> {
    private static final int PICTURES = 24;
    private static final long SEED = 1;

    @Option(names = "--reward-model", required = true, paramLabel = "DIR", description = "The reward model.")
    private Path model;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Rollouts in a forward (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "1024",
            description = "How many are scored, twice bare and once inside (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the scorer, for instance scorer.commit.interval.ms=500; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TorchThreads.one(); // as beside other roles
        SampleRollouts samples = new SampleRollouts("bench", PICTURES, SEED);
        List<Facts> facts = samples.facts();
        List<Rollout> all =
                IntStream.range(0, rollouts).mapToObj(samples::rollout).toList();
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0);
                RewardModel reward = RewardModel.load(model, Device.cpu())) {
            Settings scorer = scorer(broker, folder.path());
            BareForward bare = new BareForward(reward, all, facts, batch);
            bare.rate(); // warms up
            double before = bare.rate();
            double inside = new StreamedScoring(scorer).rate(all, facts);
            double after = bare.rate(); // what else the machine does may change meanwhile
            report(scorer, before, inside, after);
        }
        return ExitCode.OK;
    }

    private Settings scorer(EmbeddedBroker broker, Path folder) {
        try (Admin admin =
                Admin.create(KafkaClients.of(broker.bootstrapServers()).admin("bench"))) {
            TopicTool.apply(admin, new TopicNames(""), TopicOverrides.none());
        }
        List<String> decided = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "scorer.state.dir=" + folder.resolve("state"),
                "scorer.batch.size=" + batch,
                "scorer.reward.model=" + model));
        decided.addAll(settings);
        return Settings.load(ScorerSettings.KEYS, Optional.empty(), Map.of(), decided);
    }

    private void report(Settings scorer, double before, double inside, double after) {
        PrintWriter out = spec.commandLine().getOut();
        double bare = (before + after) / 2;
        out.printf(
                "bare forward       %8.1f rollouts/s in batches of %d (before %.1f, after %.1f)%n",
                bare, batch, before, after);
        out.printf(
                "inside the stream  %8.1f rollouts/s, commit interval %d ms, %d thread(s)%n",
                inside, scorer.get(ScorerSettings.COMMIT_INTERVAL), scorer.get(ScorerSettings.THREADS));
        out.printf("ratio              %8.2f%n", inside / bare);
    }
}
