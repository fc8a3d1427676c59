package dev.factstream.learner.reward;

import dev.factstream.data.rows.PreferenceRow;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.JudgedAnswer;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A preference as the network reads it.
 *
 * @param row what it was made from
 * @param first the first answer, judged
 * @param second the second, judged by the same facts in the same order
 */
record EncodedPair(PreferenceRow row, TokenBatch.Row first, TokenBatch.Row second) {

    /** @throws dev.factstream.model.reward.UnscorableAnswerException where an answer is too long */
    static EncodedPair of(PreferenceRow row, Optional<float[]> pixels, JudgingEncoder encoder) {
        return new EncodedPair(
                row,
                encoder.encode(judged(row, pixels, row.answer1())),
                encoder.encode(judged(row, pixels, row.answer2())));
    }

    private static JudgedAnswer judged(PreferenceRow row, Optional<float[]> pixels, String answer) {
        return new JudgedAnswer(row.question(), pixels, answer, true, facts(row), orderSeed(row));
    }

    /** Captions, and for multiple choice the rationale, as in LLaVA-RLHF's A-OKVQA prompts. */
    static List<String> facts(PreferenceRow row) {
        List<String> facts = new ArrayList<>(row.captions());
        if (row.kind() == AnswerKind.MULTIPLE_CHOICE) {
            row.rationale().ifPresent(facts::add);
        }
        return facts;
    }

    /** The order of the facts is the prompt's: both answers see the same one, in every epoch. */
    static long orderSeed(PreferenceRow row) {
        return row.id().hashCode();
    }

    /** The same answers under another picture. */
    EncodedPair lookingAt(Optional<float[]> pixels) {
        return new EncodedPair(row, TokenBatch.Row.of(first.ids(), pixels), TokenBatch.Row.of(second.ids(), pixels));
    }

    /** 1 where the first answer is preferred, -1 where the second is; labels as annotated, errors included. */
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
