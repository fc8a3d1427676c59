package dev.factstream.training.sft;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.List;

/**
 * Prediction quality on held-out answers.
 *
 * @param loss mean negative log-likelihood per answer token, in nats
 * @param accuracy share of answer tokens that had the highest probability, teacher-forced
 */
record ValidationResult(double loss, double accuracy) {

    /** Evaluates all {@code rows}, weighted by token. */
    static ValidationResult of(
            VisionLanguageModel model, AnswerLoss loss, List<EncodedConversation> rows, int batchSize) {
        double losses = 0;
        double hits = 0;
        long tokens = 0;
        for (int from = 0; from < rows.size(); from += batchSize) {
            try (NDManager scope = model.newScope()) {
                AnswerLoss.Value value =
                        loss.of(scope, rows.subList(from, Math.min(rows.size(), from + batchSize)), false);
                losses += value.loss().getFloat() * value.tokens();
                hits += value.hits().getFloat() * value.tokens();
                tokens += value.tokens();
            }
        }
        return new ValidationResult(losses / tokens, hits / tokens);
    }
}
