package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.schemas.rows.SftRow;
import dev.factstream.schemas.rows.SftRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Converts LLaVA's conversations for supervised fine-tuning. */
final class SftRowConverter implements RowConverter {
    @Override
    public ConvertedRow convert(String id, JsonNode row) {
        Optional<String> picture = RowFields.optionalText(row, "image");
        LlavaDialogue dialogue = LlavaDialogue.of(row, picture.isPresent());
        if (dialogue.answers().size() < dialogue.questions().size()) {
            throw new IllegalArgumentException("'conversations' ends without an answer");
        }
        SftRow sft = new SftRow(
                id,
                picture.map(PictureImporter::pathOf),
                IntStream.range(0, dialogue.questions().size())
                        .mapToObj(i -> new SftRow.Turn(
                                dialogue.questions().get(i), dialogue.answers().get(i), false))
                        .toList());
        return new ConvertedRow(picture, List.of(SftRows.line(sft)));
    }
}
