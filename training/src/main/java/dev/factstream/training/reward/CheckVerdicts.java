package dev.factstream.training.reward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardHead;
import dev.factstream.schemas.rows.CheckRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores checks, whose truth is known, with the base of a reward model. */
public final class CheckVerdicts {

    private static final int BATCH = 64;

    private CheckVerdicts() {}

    /**
     * Returns for each row the log-probability of "good" minus that of "bad" after the judging turn; above 0 the model considers
     * the answer supported.
     *
     * @param folder folder that the names of pictures are relative to
     * @throws IllegalArgumentException if a row is too long for the model
     */
    public static double[] verdicts(
            VisionLanguageModel model, JudgingTemplate template, Path folder, List<CheckRow> rows) throws IOException {
        JudgingEncoder encoder = new JudgingEncoder(model, template);
        double[] verdicts = new double[rows.size()];
        try (NDManager manager = model.newScope();
                RewardHead head = VerdictHead.of(model, manager)) {
            for (int from = 0; from < verdicts.length; from += BATCH) {
                List<TokenBatch.Row> encoded = new ArrayList<>();
                for (CheckRow row : rows.subList(from, Math.min(verdicts.length, from + BATCH))) {
                    encoded.add(encoder.encode(new AnswerToScore(
                            row.question(), pixels(model, folder, row), row.answer(), true, row.captions(), 0)));
                }
                TokenBatch batch = new TokenBatch(encoded);
                try (NDManager scope = model.newScope()) {
                    NDArray hidden = model.hiddenStates(scope, batch, null, false);
                    float[] scores = head.scores(scope, hidden, batch, false).toFloatArray();
                    for (int i = 0; i < scores.length; i++) {
                        verdicts[from + i] = scores[i];
                    }
                }
            }
        }
        return verdicts;
    }

    private static Optional<float[]> pixels(VisionLanguageModel model, Path folder, CheckRow row) throws IOException {
        if (row.image().isEmpty()) {
            return Optional.empty();
        }
        byte[] file = Files.readAllBytes(folder.resolve(row.image().get()));
        return Optional.of(model.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("a text-only model cannot see pictures"))
                .pixels(file));
    }
}
