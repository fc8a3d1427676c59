package dev.factstream.training.reward;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PreferenceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A preference pair encoded for the network.
 *
 * @param row row of the pair
 * @param first first answer with the judging turn
 * @param second second answer with the same facts in the same order
 */
record EncodedPair(PreferenceRow row, TokenBatch.Row first, TokenBatch.Row second) {

    /** @throws dev.factstream.model.reward.UnscorableAnswerException if an answer is too long */
    static EncodedPair of(PreferenceRow row, Optional<float[]> pixels, JudgingEncoder encoder) {
        return new EncodedPair(
                row,
                encoder.encode(judged(row, pixels, row.answer1())),
                encoder.encode(judged(row, pixels, row.answer2())));
    }

    private static AnswerToScore judged(PreferenceRow row, Optional<float[]> pixels, String answer) {
        return new AnswerToScore(row.question(), pixels, answer, true, facts(row), orderSeed(row));
    }

    /** Captions, and for multiple choice the rationale, as in LLaVA-RLHF's A-OKVQA prompts. */
    static List<String> facts(PreferenceRow row) {
        List<String> facts = new ArrayList<>(row.captions());
        if (row.kind() == AnswerKind.MULTIPLE_CHOICE) {
            row.rationale().ifPresent(facts::add);
        }
        return facts;
    }

    /** Seed of the order of the facts. It depends on the row alone: the same for both answers and in every epoch. */
    static long orderSeed(PreferenceRow row) {
        return row.id().hashCode();
    }

    /** The same answers with another picture. */
    EncodedPair withImage(Optional<float[]> pixels) {
        return new EncodedPair(row, TokenBatch.Row.of(first.ids(), pixels), TokenBatch.Row.of(second.ids(), pixels));
    }

    /** 1 if the first answer is preferred, -1 if the second is; labels as annotated, errors included. */
    int sign() {
        return row.preferred() == 1 ? 1 : -1;
    }

    /** The same by the annotator's rule, without errors. */
    int cleanSign() {
        return row.cleanPreferred() == 1 ? 1 : -1;
    }

    int length() {
        return Math.max(first.ids().length, second.ids().length);
    }
}
