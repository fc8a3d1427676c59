package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.data.rows.PreferenceRow;
import dev.factstream.data.rows.PreferenceRows;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Optional;

/**
 * LLaVA-RLHF's preferences: two answers of a model to the last question of a dialogue. A preference of ours has one question, so what was said before
 * goes into it, in the words of the prompt template but without the end tokens of earlier answers, which no question may contain. The label is
 * the only one there is, so it counts as the clean one, too.
 */
final class PreferenceReader implements RowReader {
    private final FactFinder facts;
    private long longer;

    PreferenceReader(FactFinder facts) {
        this.facts = facts;
    }

    @Override
    public Draft read(String id, JsonNode row) {
        Optional<String> picture = Fields.optionalText(row, "image");
        Dialogue dialogue = Dialogue.of(row, picture.isPresent());
        int preferred = Fields.number(row, "preference", 1, 2);
        FactFinder.Known known = facts.find(Fields.texts(row, "captions"), picture, false);
        PreferenceRow preference = new PreferenceRow(
                id,
                picture.map(Pictures::pathOf),
                dialogue.upToLastQuestion(),
                answer(row, "output_1"),
                answer(row, "output_2"),
                preferred,
                preferred,
                hallucination(row.path("hallucination")),
                false,
                known.captions(),
                known.rationale(),
                AnswerKind.OPEN);
        longer += dialogue.questions().size() > 1 ? 1 : 0;
        return new Draft(picture, List.of(PreferenceRows.line(preference)));
    }

    @Override
    public List<String> notes() {
        return longer == 0
                ? List.of()
                : List.of(
                        longer + " rows are about a later question; the earlier turns stand before it in the question");
    }

    /** A model may have answered nothing: an answer may be blank, but not missing. */
    private static String answer(JsonNode row, String field) {
        JsonNode value = row.path(field).path("value");
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' has no 'value' that is text");
        }
        return value.textValue();
    }

    private static boolean hallucination(JsonNode value) {
        if (!value.isBoolean() && !value.isMissingNode() && !value.isNull()) {
            throw new IllegalArgumentException("'hallucination' is neither true nor false");
        }
        return value.asBoolean();
    }
}
