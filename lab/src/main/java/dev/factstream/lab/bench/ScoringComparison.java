package dev.factstream.lab.bench;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import ai.djl.Device;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.runtime.settings.SettingsSource;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Compares the speed of a reward model's forward pass alone with its speed in a scorer. For one thread. */
public final class ScoringComparison {
    private static final int PICTURES = 24;
    private static final long SEED = 1;

    private final SampleRollouts samples = new SampleRollouts("bench", PICTURES, SEED);
    private final Path model;
    private final int batch;
    private final Settings scorer;

    /**
     * The rates of a round.
     *
     * @param number from 1
     * @param direct rollouts per second of the forward pass alone
     * @param streamed rollouts per second in the stream
     */
    public record Round(int number, double direct, double streamed) {
        /** The speed in the stream as a share of that of the forward pass alone. */
        public double ratio() {
            return streamed / direct;
        }
    }

    /**
     * @param broker has empty topics
     * @param model folder of the reward model
     * @param batch rollouts per forward pass
     * @param overrides settings of the scorer, {@code key=value} each
     */
    public ScoringComparison(TemporaryBroker broker, Path model, int batch, List<String> overrides) {
        this.model = model;
        this.batch = batch;
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.clients().bootstrapServers(),
                pair(ScorerSettings.STATE_DIR, broker.folder().resolve("state")),
                "scorer.batch.size=" + batch,
                pair(ScorerSettings.REWARD_MODEL, model)));
        all.addAll(overrides);
        scorer = SettingsSource.of(all).load(SettingsCatalogue.of(ScorerSettings.class));
    }

    /** The settings of the scorer. */
    public ScorerSettings settings() {
        return scorer.bind(ScorerSettings.class);
    }

    /**
     * Measures both in turn, because the load of the machine changes; a first round is a warm-up and does not count.
     *
     * @param rollouts rollouts per round, scored twice by the forward pass alone and once in the stream
     * @param measured receives each round
     * @return the median ratio
     */
    public double measure(int rounds, int rollouts, Consumer<Round> measured) {
        double[] ratios = new double[rounds];
        try (RewardModel reward = RewardModel.load(model, Device.cpu());
                StreamedScoring streamed = new StreamedScoring(scorer, samples.facts())) {
            DirectScoring direct = new DirectScoring(reward, samples.facts(), batch);
            for (int number = 0; number <= rounds; number++) {
                Round round = round(number, rollouts, direct, streamed);
                if (number > 0) {
                    ratios[number - 1] = round.ratio();
                    measured.accept(round);
                }
            }
        }
        Arrays.sort(ratios);
        return ratios[rounds / 2];
    }

    private Round round(int number, int rollouts, DirectScoring direct, StreamedScoring streamed) {
        List<Rollout> own = IntStream.range(number * rollouts, (number + 1) * rollouts)
                .mapToObj(samples::rollout)
                .toList();
        double before = direct.rate(own);
        double inside = streamed.rate(own);
        double after = direct.rate(own);
        return new Round(number, 2 / (1 / before + 1 / after), inside);
    }
}
