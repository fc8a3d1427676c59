package dev.factstream.console.bench;

import ai.djl.Device;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.bench.DirectScoring;
import dev.factstream.lab.bench.StreamedScoring;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.runtime.settings.SettingsSource;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench score}: measures what the stream costs beside the reward model. */
@Command(
        name = "score",
        description =
                "Compares the speed of a reward model's batched forward pass alone with its speed in the scorer, on an embedded broker.")
public final class BenchScoreCommand implements Callable<Integer> {
    private static final int PICTURES = 24;
    private static final long SEED = 1;

    @Option(names = "--reward-model", required = true, paramLabel = "DIR", description = "The reward model.")
    private Path model;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Rollouts per forward pass (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "512",
            description =
                    "Rollouts per round, scored twice by the forward pass alone and once in the scorer (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds in which both are measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the scorer, for instance scorer.commit.interval.ms=500; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TorchThreads.useOne(); // one thread, as in a role that shares its machine
        SampleRollouts samples = new SampleRollouts("bench", PICTURES, SEED);
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0);
                RewardModel reward = RewardModel.load(model, Device.cpu())) {
            Settings scorer = scorer(broker, folder.path());
            DirectScoring bare = new DirectScoring(reward, samples.facts(), batch);
            try (StreamedScoring stream = new StreamedScoring(scorer, samples.facts())) {
                measure(samples, bare, stream, scorer);
            }
        }
        return ExitCode.OK;
    }

    /** Measures both in turn, because the load of the machine changes; the first round is a warm-up and does not count. */
    private void measure(SampleRollouts samples, DirectScoring bare, StreamedScoring stream, Settings scorer) {
        PrintWriter out = spec.commandLine().getOut();
        ScorerSettings effective = scorer.bind(ScorerSettings.class);
        out.printf(
                Locale.ROOT,
                "batches of %d, commit interval %d ms, %d stream thread(s), rounds of %d rollouts%n",
                batch,
                effective.commitInterval().toMillis(),
                effective.threads(),
                rollouts);
        double[] ratios = new double[rounds];
        for (int round = 0; round <= rounds; round++) {
            List<Rollout> mine = IntStream.range(round * rollouts, (round + 1) * rollouts)
                    .mapToObj(samples::rollout)
                    .toList();
            double before = bare.rate(mine);
            double inside = stream.rate(mine);
            double after = bare.rate(mine);
            if (round > 0) {
                double forward = 2 / (1 / before + 1 / after);
                ratios[round - 1] = inside / forward;
                out.printf(
                        Locale.ROOT,
                        "round %d: forward pass alone %.1f rollouts/s, in the stream %.1f, ratio %.2f%n",
                        round,
                        forward,
                        inside,
                        inside / forward);
                out.flush();
            }
        }
        Arrays.sort(ratios);
        out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[rounds / 2]);
    }

    private Settings scorer(EmbeddedBroker broker, Path folder) {
        TopicTool.apply(KafkaClients.of(broker.bootstrapServers()), new TopicNames(""), TopicOverrides.none());
        List<String> decided = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "scorer.state.dir=" + folder.resolve("state"),
                "scorer.batch.size=" + batch,
                "scorer.reward.model=" + model));
        decided.addAll(settings);
        return SettingsSource.of(decided).load(SettingsCatalogue.of(ScorerSettings.class));
    }
}
