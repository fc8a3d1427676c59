package dev.factstream.training.reward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.model.reward.RewardHead;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.training.optimizer.AdamW;
import dev.factstream.training.optimizer.AdamWOptions;
import dev.factstream.training.optimizer.LearningRateSchedule;
import dev.factstream.training.optimizer.NonFiniteException;
import dev.factstream.training.sft.LengthBuckets;
import dev.factstream.training.sft.PreloadedPictures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains an adapter and a scalar head on preference pairs with AdamW and a frozen base, and writes a reward-model folder with
 * {@code training-curve.csv} and {@code report.json}. Both answers of a pair are in one batch and have the same facts in the same
 * order (LLaVA-RLHF reorders them for each answer). Equal options on the same machine give an equal model.
 */
public final class RewardModelTrainer {

    private final RewardTrainingOptions options;
    private final PrintStream out;
    private final VisionLanguageModel base;
    private final List<EncodedPair> training;
    private final List<EncodedPair> heldOut;
    private final List<EncodedPair> shuffled;
    private final long startNanos = System.nanoTime();

    private RewardModelTrainer(RewardTrainingOptions options, PrintStream out, VisionLanguageModel base)
            throws IOException {
        this.options = options;
        this.out = out;
        this.base = base;
        List<PreferenceRow> rows = PreferenceRows.read(options.data().resolve(PreferenceRows.FILE));
        PairSplit split = PairSplit.of(rows, options.validationRows(), options.seed());
        if (split.training().size() < options.batchSize()) {
            throw new IllegalArgumentException(rows.size() + " pairs are too few to hold out "
                    + split.heldOut().size() + " and to fill a batch of " + options.batchSize());
        }
        PreloadedPictures pictures = new PreloadedPictures(
                options.data(), rows.stream().map(PreferenceRow::image).toList(), base.imageProcessor());
        JudgingEncoder encoder = new JudgingEncoder(base, options.template());
        training = encode(split.training(), pictures, encoder);
        heldOut = encode(split.heldOut(), pictures, encoder);
        shuffled = shuffledPictures(heldOut, pictures);
    }

    /**
     * Trains and writes {@code options.out()}.
     *
     * @param progress receives one line per validation
     * @throws NonFiniteException if the training diverges; then nothing is written
     * @throws IllegalArgumentException if a pair is too long for the base, or there are too few pairs
     */
    public static RewardReport run(RewardTrainingOptions options, PrintStream progress) throws IOException {
        try (VisionLanguageModel base = VisionLanguageModel.load(options.base(), Device.cpu());
                NDManager manager = base.newScope();
                LoraAdapter adapter = LoraAdapter.initial(
                        manager, base.config().text(), options.lora(), SplitMixSeeds.derive(options.seed(), 1))) {
            RewardModelTrainer trainer = new RewardModelTrainer(options, progress, base);
            try (RewardHead head = trainer.head(manager, adapter);
                    PairScorer scorer = new PairScorer(base, adapter, head)) {
                List<RewardCurvePoint> curve = trainer.train(scorer, adapter, head);
                RewardCurvePoint last = curve.get(curve.size() - 1);
                new RewardModelWriter(options, trainer.heldOut)
                        .write(adapter, head, last.heldOut().scale());
                Files.write(options.out().resolve("training-curve.csv"), RewardCurvePoint.csv(curve));
                RewardReport report = new RewardReport(options, trainer.training.size(), last.step(), last);
                report.write(options.out().resolve("report.json"));
                return report;
            }
        }
    }

    private static List<EncodedPair> encode(
            List<PreferenceRow> rows, PreloadedPictures pictures, JudgingEncoder encoder) {
        return rows.stream()
                .map(row -> EncodedPair.of(row, pictures.of(row.image()), encoder))
                .toList();
    }

    /** Gives each pair with a picture the picture of the next such pair in a random order. */
    private List<EncodedPair> shuffledPictures(List<EncodedPair> pairs, PreloadedPictures pictures) {
        List<EncodedPair> withPicture =
                pairs.stream().filter(pair -> pair.row().image().isPresent()).toList();
        int[] order = SeededPermutation.permutation(withPicture.size(), SplitMixSeeds.derive(options.seed(), 2));
        Map<EncodedPair, EncodedPair> swapped = new LinkedHashMap<>();
        for (int i = 0; i < order.length; i++) {
            EncodedPair next = withPicture.get(order[(i + 1) % order.length]);
            EncodedPair pair = withPicture.get(order[i]);
            swapped.put(pair, pair.withImage(pictures.of(next.row().image())));
        }
        return pairs.stream().map(pair -> swapped.getOrDefault(pair, pair)).toList();
    }

    private RewardHead head(NDManager manager, LoraAdapter adapter) {
        int width = base.config().text().hiddenSize();
        if (options.head() == RewardHeadInitialisation.ZERO) {
            return new RewardHead(manager, new float[width], 0);
        }
        try (RewardHead raw = VerdictHead.of(base, manager);
                PairScorer scorer = new PairScorer(base, adapter, raw)) {
            List<EncodedPair> sample = training.subList(0, Math.min(training.size(), 4 * options.batchSize()));
            return VerdictHead.standardised(
                    manager, raw, scorer.score(sample, options.batchSize()).scale());
        }
    }

    private List<RewardCurvePoint> train(PairScorer scorer, LoraAdapter adapter, RewardHead head) {
        int[] lengths = training.stream().mapToInt(EncodedPair::length).toArray();
        long total = (long) options.epochs() * (batches(lengths, 0).size());
        LearningRateSchedule rate = new LearningRateSchedule(
                options.rate(), options.rate() / 100, Math.round(total * options.warmupShare()), total);
        out.println(training.size() + " pairs to train on, " + heldOut.size() + " held out, " + total + " steps");
        Map<String, NDArray> learned = new LinkedHashMap<>(adapter.tensors());
        learned.putAll(head.tensors());
        learned.values().forEach(tensor -> tensor.setRequiresGradient(true));
        List<RewardCurvePoint> curve = new ArrayList<>();
        curve.add(point(scorer, 0, Double.NaN, total));
        try (NDManager manager = base.newScope();
                AdamW adam = new AdamW(learned, AdamWOptions.clippedAt(options.largestNorm()), manager)) {
            double since = 0;
            int steps = 0;
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                for (int[] batch : batches(lengths, epoch)) {
                    since += step(scorer, adam, rate, batch);
                    steps++;
                    if (adam.steps() % options.validateEvery() == 0 || adam.steps() == total) {
                        curve.add(point(scorer, adam.steps(), since / steps, total));
                        since = 0;
                        steps = 0;
                    }
                }
            }
        }
        return curve;
    }

    private List<int[]> batches(int[] lengths, int epoch) {
        return LengthBuckets.batches(lengths, options.batchSize(), options.seed(), epoch);
    }

    private double step(PairScorer scorer, AdamW adam, LearningRateSchedule rate, int[] batch) {
        List<EncodedPair> pairs = Arrays.stream(batch).mapToObj(training::get).toList();
        try (NDManager scope = base.newScope();
                Gradients gradients = Gradients.record()) {
            NDArray loss = scorer.loss(scope, pairs);
            double value = loss.getFloat();
            if (!Double.isFinite(value)) {
                throw new NonFiniteException(
                        "the loss is " + value + " at step " + (adam.steps() + 1) + ": lower the learning rate");
            }
            gradients.backward(loss);
            adam.step(rate.at(adam.steps()));
            return value;
        }
    }

    private RewardCurvePoint point(PairScorer scorer, long step, double trainLoss, long total) {
        RewardCurvePoint point = new RewardCurvePoint(
                step,
                trainLoss,
                scorer.score(heldOut, options.batchSize()),
                scorer.score(shuffled, options.batchSize()),
                (System.nanoTime() - startNanos) / 1e9);
        double left = step == 0 ? Double.NaN : point.seconds() / step * (total - step);
        out.println(point.progressLine(total, Double.isNaN(left) ? "?" : Math.round(left) + " s"));
        return point;
    }
}
