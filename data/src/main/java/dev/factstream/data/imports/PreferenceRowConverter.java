package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import java.util.List;
import java.util.Optional;

/**
 * Converts LLaVA-RLHF's preferences: two answers of a model to the last question of a dialogue. A {@link PreferenceRow} has one
 * question, so the earlier turns become part of it, in the words of the prompt template but without the end tokens of earlier
 * answers, which a question must not contain. The only label also counts as the clean one.
 */
final class PreferenceRowConverter implements RowConverter {
    private final FactLookup facts;
    private long multiTurn;

    PreferenceRowConverter(FactLookup facts) {
        this.facts = facts;
    }

    @Override
    public ConvertedRow convert(String id, JsonNode row) {
        Optional<String> picture = RowFields.optionalText(row, "image");
        LlavaDialogue dialogue = LlavaDialogue.of(row, picture.isPresent());
        int preferred = RowFields.number(row, "preference", 1, 2);
        FactLookup.FoundFacts known = facts.find(RowFields.texts(row, "captions"), picture, false);
        PreferenceRow preference = new PreferenceRow(
                id,
                picture.map(PictureImporter::pathOf),
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
        multiTurn += dialogue.questions().size() > 1 ? 1 : 0;
        return new ConvertedRow(picture, List.of(PreferenceRows.line(preference)));
    }

    @Override
    public List<String> notes() {
        return multiTurn == 0
                ? List.of()
                : List.of(multiTurn + " rows are about a later question; the earlier turns precede it in the question");
    }

    /** A model may give an empty answer: an answer may be blank but not missing. */
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
