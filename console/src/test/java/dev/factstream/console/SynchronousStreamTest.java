package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * With staleness 0 the whole stream of broker, actors, scorer and learner is synchronous PPO: an independent plain loop over the
 * same recorded batches computes the same losses and weights. The streams are those of a staleness experiment.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SynchronousStreamTest {
    private static final int VERSIONS = 3;
    private static final int EPOCHS = 3;
    private static final double[] RATES = {1e-3, 3e-3};
    private static final long SEED = 1;
    private static final LoraSettings LORA = LoraSettings.of(4, 8, LoraSettings.ALL_TARGETS);

    /** The records of a stream, and its pictures by hash. */
    private record Recorded(
            List<LedgerRecord> versions, List<List<ScoredRollout>> batches, Map<String, byte[]> pictures) {}

    @TempDir
    private static Path folder;

    private static List<String> arguments;
    private static Console made;
    private static VisionLanguageModel model;

    @BeforeAll
    static void makeStreams() throws IOException {
        Path policy = TinyPolicy.write(folder.resolve("policy"));
        arguments = new ArrayList<>(List.of("experiment", "staleness", "--ages", "0", "--seeds", "1"));
        arguments.addAll(List.of("--out", out().toString(), "--policy", policy.toString(), "--questions", "8"));
        arguments.addAll(List.of("--steps", Integer.toString(VERSIONS), "--rollouts", "8", "--pictures", "20"));
        arguments.addAll(List.of("--minibatch", "8")); // one step per epoch, so the order does not matter
        Map.of(
                        "learner.sampling.max.tokens", "12",
                        "learner.ppo.epochs", Integer.toString(EPOCHS),
                        "learner.policy.rate", Double.toString(RATES[0]),
                        "learner.critic.rate", Double.toString(RATES[1]),
                        "learner.lora.rank", Integer.toString(LORA.rank()),
                        "learner.lora.alpha", Double.toString(LORA.alpha()))
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        made = Console.run(arguments.toArray(String[]::new));
        model = VisionLanguageModel.load(policy, Device.cpu());
    }

    @AfterAll
    static void free() {
        model.close();
    }

    @Test
    void withWeightsForcedToOneLossesAgreeToAMillionthAndParametersToAHundredThousandth() {
        Recorded recorded = recorded("age0-none-seed1");
        try (ReferencePpo plain = plainPpo(recorded);
                NDManager scope = model.newScope()) {
            for (int i = 0; i < VERSIONS; i++) {
                ReferencePpo.Losses losses = plain.train(recorded.batches().get(i), false);
                Map<String, Double> metrics = recorded.versions().get(i).metrics();
                assertThat(metrics.get(MetricNames.STALENESS_MAX)).isZero();
                assertThat(losses.policy()).isCloseTo(metrics.get(MetricNames.POLICY_LOSS), within(1e-6));
                assertThat(losses.critic()).isCloseTo(metrics.get(MetricNames.VALUE_LOSS), within(1e-6));
            }
            Path checkpoint = run("age0-none-seed1")
                    .resolve("checkpoints")
                    .resolve(recorded.versions().get(VERSIONS - 1).checkpointFolder());
            assertSame(plain.policy(), PeftFolder.read(checkpoint.resolve("policy"), model.config(), scope));
            assertSame(plain.critic(), PeftFolder.read(checkpoint.resolve("critic"), model.config(), scope));
            assertThat(plain.head().toFloatArray())
                    .containsExactly(
                            Safetensors.read(checkpoint.resolve("value_head.safetensors"))
                                    .get("value_head.weight")
                                    .floats(),
                            within(1e-5f));
        }
    }

    @Test
    void withTheRecordedLogProbabilitiesTheyAgreeToAThousandth() {
        Recorded recorded = recorded("age0-decoupled-seed1");
        try (ReferencePpo plain = plainPpo(recorded)) {
            for (int i = 0; i < VERSIONS; i++) {
                ReferencePpo.Losses losses = plain.train(recorded.batches().get(i), true);
                Map<String, Double> metrics = recorded.versions().get(i).metrics();
                double policyLoss = metrics.get(MetricNames.POLICY_LOSS);
                double criticLoss = metrics.get(MetricNames.VALUE_LOSS);
                assertThat(losses.policy()).isCloseTo(policyLoss, within(1e-3 * Math.abs(policyLoss)));
                assertThat(losses.critic()).isCloseTo(criticLoss, within(1e-3 * criticLoss));
            }
        }
    }

    @Test
    void theExperimentReportsStalenessAndRatesAndMakesNoRunTwice() throws IOException {
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(made.out()).contains("2 unfinished", "age0-none-seed1: mean age 0.00, correct");
        assertThat(out().resolve("table.md")).content().contains("| 0 | decoupled | 1 | 0.00 |", "| 0 | none | 1 |");
        assertThat(out().resolve("staleness.png")).isNotEmptyFile();
        assertThat(Files.readAllLines(out().resolve("results.csv"))).hasSize(3);

        Console again = Console.run(arguments.toArray(String[]::new));
        assertThat(again.out()).contains("0 unfinished").doesNotContain("version 1/");

        List<String> wrong = new ArrayList<>(arguments);
        wrong.set(wrong.indexOf("--ages") + 1, "-1");
        Console refused = Console.run(wrong.toArray(String[]::new));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--ages must be 0 or more, not -1").hasLineCount(1);
    }

    private static Path out() {
        return folder.resolve("out");
    }

    private static Path run(String name) {
        return out().resolve("runs").resolve(name);
    }

    /** Reads the records from the topics of the stopped stream. */
    private static Recorded recorded(String name) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(run(name).resolve("broker"), 0)) {
            KafkaClients clients = new KafkaClients(
                    Settings.of(CommonSettings.class, Map.of("kafka.bootstrap.servers", broker.bootstrapServers())));
            TopicNames names = new TopicNames("");
            Map<List<Long>, ScoredRollout> scored = new HashMap<>();
            new TopicScanner(clients)
                    .read(
                            names.scoredRollouts(),
                            raw -> scored.put(
                                    List.of((long) raw.partition(), raw.offset()), Codecs.SCORED.decode(raw.value())));
            Map<String, byte[]> pictures = new HashMap<>();
            new TopicScanner(clients)
                    .read(names.pictures(), raw -> pictures.put(RecordKeys.text(raw.key()), raw.value()));
            List<LedgerRecord> versions = new LedgerReader(clients, names)
                    .records(name).stream()
                            .filter(record -> !record.inputs().isEmpty())
                            .toList();
            List<List<ScoredRollout>> batches = versions.stream()
                    .map(version -> version.inputs().stream()
                            .map(input -> scored.get(List.of((long) input.partition(), input.offset())))
                            .toList())
                    .toList();
            return new Recorded(versions, batches, pictures);
        }
    }

    /** Returns the initial state of the learner: adapters drawn from the run's seed. */
    private static ReferencePpo plainPpo(Recorded recorded) {
        long seed = SplitMixSeeds.derive(SEED, -1);
        return new ReferencePpo(
                model,
                recorded.pictures(),
                LoraAdapter.initial(model.newScope(), model.config().text(), LORA, SplitMixSeeds.derive(seed, 0)),
                LoraAdapter.initial(model.newScope(), model.config().text(), LORA, SplitMixSeeds.derive(seed, 1)),
                RATES,
                EPOCHS);
    }

    private static void assertSame(LoraAdapter plain, LoraAdapter streamed) {
        Map<String, NDArray> expected = plain.tensors();
        assertThat(streamed.tensors()).containsOnlyKeys(expected.keySet());
        streamed.tensors()
                .forEach((name, tensor) -> assertThat(tensor.toFloatArray())
                        .as(name)
                        .containsExactly(expected.get(name).toFloatArray(), within(1e-5f)));
    }
}
