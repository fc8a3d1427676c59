package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.data.rows.SftRow;
import dev.factstream.data.rows.SftRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Converts LLaVA's conversations for supervised fine-tuning. */
final class SftReader implements RowReader {
    @Override
    public Draft convert(String id, JsonNode row) {
        Optional<String> picture = Fields.optionalText(row, "image");
        Dialogue dialogue = Dialogue.of(row, picture.isPresent());
        if (dialogue.answers().size() < dialogue.questions().size()) {
            throw new IllegalArgumentException("'conversations' ends without an answer");
        }
        SftRow sft = new SftRow(
                id,
                picture.map(Pictures::pathOf),
                IntStream.range(0, dialogue.questions().size())
                        .mapToObj(i -> new SftRow.Turn(
                                dialogue.questions().get(i), dialogue.answers().get(i), false))
                        .toList());
        return new Draft(picture, List.of(SftRows.line(sft)));
    }
}
