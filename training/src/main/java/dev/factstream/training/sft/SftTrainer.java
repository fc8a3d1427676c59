package dev.factstream.training.sft;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.training.optimizer.AdamW;
import dev.factstream.training.optimizer.AdamWOptions;
import dev.factstream.training.optimizer.LearningRateSchedule;
import dev.factstream.training.optimizer.NonFiniteException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Supervised fine-tuning of all weights (vision tower, projector, language model) with AdamW and a cosine schedule. Writes a
 * Hugging Face folder and, beside the weights, {@code curve.csv}. Equal options on the same machine give equal weights.
 */
public final class SftTrainer {

    private static final double LARGEST_NORM = 1.0;

    private final SftOptions options;
    private final PrintStream out;
    private final VisionLanguageModel model;
    private final List<EncodedConversation> training;
    private final List<EncodedConversation> validation;

    private SftTrainer(SftOptions options, PrintStream out, VisionLanguageModel model, List<EncodedConversation> rows) {
        this.options = options;
        this.out = out;
        this.model = model;
        int heldOut = options.validationRows();
        if (rows.size() < heldOut + options.batchSize()) {
            throw new IllegalArgumentException(rows.size() + " rows are too few to hold out " + heldOut
                    + " and to fill a batch of " + options.batchSize());
        }
        validation = rows.subList(0, heldOut);
        training = rows.subList(heldOut, rows.size());
    }

    /**
     * Trains and writes {@code options.out()}.
     *
     * @param out receives one progress line per validation
     * @return the final loss on held-out rows, in nats per answer token
     * @throws NonFiniteException if the training diverges; then nothing is written
     */
    public static double run(SftOptions options, PrintStream out) throws IOException {
        try (VisionLanguageModel model = VisionLanguageModel.load(options.start(), Device.cpu())) {
            SftTrainer trainer = new SftTrainer(options, out, model, TrainingRows.read(options, model, out));
            List<SftCurvePoint> curve = trainer.train();
            model.save(options.out());
            Files.write(options.out().resolve("curve.csv"), SftCurvePoint.csv(curve));
            return curve.get(curve.size() - 1).validation().loss();
        }
    }

    private List<SftCurvePoint> train() {
        int[] lengths = training.stream().mapToInt(row -> row.ids().length).toArray();
        long stepsPerEpoch = LengthBuckets.batches(lengths, options.batchSize(), options.seed(), 0)
                .size();
        long total = stepsPerEpoch * options.epochs();
        LearningRateSchedule rate = new LearningRateSchedule(
                options.rate(),
                options.rate() / 100,
                Math.round(total * options.warmupShare()),
                Math.round(total * (1 - options.coolingShare())),
                total);
        SftProgress progress = new SftProgress(out, total, options.batchSize());
        out.println(training.size() + " rows to train on, " + validation.size() + " held out, " + total + " steps");
        List<SftCurvePoint> curve = new ArrayList<>();
        model.weights().values().forEach(weight -> weight.setRequiresGradient(true));
        try (NDManager manager = model.newScope();
                AnswerLoss loss = new AnswerLoss(model, options.mean());
                AnswerLoss perToken = new AnswerLoss(model, LossAveraging.TOKENS);
                AdamW adam = new AdamW(
                        model.weights(),
                        new AdamWOptions(0.9, 0.98, 1e-8, options.weightDecay(), LARGEST_NORM),
                        manager)) {
            double since = 0;
            int steps = 0;
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                for (int[] batch : LengthBuckets.batches(lengths, options.batchSize(), options.seed(), epoch)) {
                    since += step(loss, adam, rate, batch);
                    steps++;
                    if (adam.steps() % options.validateEvery() == 0 || adam.steps() == total) {
                        ValidationResult held = ValidationResult.of(model, perToken, validation, options.batchSize());
                        SftCurvePoint point = new SftCurvePoint(
                                adam.steps(), rate.at(adam.steps() - 1), since / steps, held, progress.seconds());
                        progress.report(point);
                        curve.add(point);
                        since = 0;
                        steps = 0;
                    }
                }
            }
        } finally {
            model.weights().values().forEach(weight -> weight.setRequiresGradient(false));
        }
        return curve;
    }

    private double step(AnswerLoss loss, AdamW adam, LearningRateSchedule rate, int[] batch) {
        List<EncodedConversation> rows =
                Arrays.stream(batch).mapToObj(training::get).toList();
        try (NDManager scope = model.newScope();
                Gradients gradients = Gradients.record()) {
            AnswerLoss.Value value = loss.of(scope, rows, true);
            double nats = value.loss().getFloat();
            if (!Double.isFinite(nats)) {
                throw new NonFiniteException(
                        "the loss is " + nats + " at step " + (adam.steps() + 1) + ": lower the learning rate");
            }
            gradients.backward(value.loss());
            adam.step(rate.at(adam.steps()));
            return nats;
        }
    }
}
