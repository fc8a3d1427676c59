package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import java.util.List;
import java.util.Optional;

/**
 * Converts LLaVA-RLHF's questions for PPO. As in LLaVA-RLHF, only the first question of a dialogue is asked; its answer, which
 * LLaVA-RLHF discards, becomes the reference answer.
 */
final class PpoRowConverter implements RowConverter {
    private final FactLookup facts;
    private final String split;
    private long multiTurn;

    /** @param split of the rows */
    PpoRowConverter(FactLookup facts, String split) {
        this.facts = facts;
        this.split = split;
    }

    @Override
    public ConvertedRow convert(String id, JsonNode row) {
        Optional<String> picture = RowFields.optionalText(row, "image");
        LlavaDialogue dialogue = LlavaDialogue.of(row, picture.isPresent());
        CaptionType type = CaptionType.of(RowFields.number(row, "caption_type", 1, CaptionType.values().length));
        FactLookup.FoundFacts known =
                facts.find(RowFields.texts(row, "captions"), picture, type.kind() == AnswerKind.MULTIPLE_CHOICE);
        PromptRow prompt = new PromptRow(
                id,
                picture.map(PictureImporter::pathOf),
                dialogue.questions().get(0),
                type.kind(),
                type.answer(),
                known.captions(),
                known.rationale(),
                lengthMultiplier(row.path("length_bonus")),
                dialogue.firstAnswer(),
                split);
        multiTurn += dialogue.questions().size() > 1 ? 1 : 0;
        return new ConvertedRow(picture, List.of(PromptRows.line(prompt)));
    }

    @Override
    public List<String> notes() {
        return multiTurn == 0
                ? List.of()
                : List.of(multiTurn + " rows have further questions; reinforcement learning asks only the first");
    }

    private static double lengthMultiplier(JsonNode bonus) {
        if (!bonus.isMissingNode() && !bonus.isNull() && !bonus.isNumber()) {
            throw new IllegalArgumentException("'length_bonus' is not a number");
        }
        return bonus.asDouble(1);
    }
}
