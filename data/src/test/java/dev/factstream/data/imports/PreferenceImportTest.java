package dev.factstream.data.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceImportTest {
    private static final String PAIR = """
            {"id": "a", "image": "7.jpg", "conversations": [{"from": "human", "value": "<image>\\nWhat is it?"},\
             {"from": "gpt", "value": "A cat."}, {"from": "human", "value": "Is it red?"}, {"from": "gpt", "value": "Thrown away."}],\
             "output_1": {"from": "llava", "value": "Yes."}, "output_2": {"from": "llava", "value": "Nein, grün 🐈."},\
             "preference": 2, "hallucination": true}
            """;

    @TempDir
    private Path folder;

    private ImportFixture sources;

    @BeforeEach
    void aPicture() throws IOException {
        sources = new ImportFixture(folder)
                .picture("7.jpg", 7)
                .text(CaptionStore.FILE, "{\"7.jpg\": [\"A green cat.\"]}");
    }

    @Test
    void aPairKeepsItsEarlierTurnsAndLosesTheAnswerThatWasReplaced() throws IOException {
        sources.text("rows.json", PAIR);

        ImportSummary summary = sources.run(ImportFormat.LLAVA_PREFERENCE);

        assertThat(PreferenceRows.read(summary.rows()))
                .containsExactly(new PreferenceRow(
                        "a",
                        Optional.of("images/7.jpg"),
                        "What is it? ASSISTANT: A cat. USER: Is it red?",
                        "Yes.",
                        "Nein, grün 🐈.",
                        2,
                        2,
                        true,
                        false,
                        List.of("A green cat."),
                        Optional.empty(),
                        AnswerKind.OPEN));
        assertThat(summary.notes()).singleElement().asString().startsWith("1 rows are about a later question");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"preference\": 2      | \"preference\": 3       | 'preference' must be a number from 1 to 2, not 3",
                "\"preference\": 2      | \"preference\": \"2\"   | 'preference' must be a number from 1 to 2",
                "\"hallucination\": true| \"hallucination\": \"x\"| 'hallucination' is neither true nor false",
                "\"value\": \"Yes.\" | \"value\": \"Nein, grün 🐈.\" | answer1 and answer2 are the same",
                "\"output_2\"           | \"output_3\"            | 'output_2' has no 'value' that is text",
            })
    void aBadPairIsReported(String right, String wrong, String reason) throws IOException {
        sources.text("rows.json", PAIR.replace(right, wrong) + PAIR.replace("\"a\"", "\"b\""));

        ImportSummary summary = sources.run(ImportFormat.LLAVA_PREFERENCE);

        assertThat(summary.imported()).isEqualTo(1);
        assertThat(summary.examples()).singleElement().asString().contains("line 1: " + reason);
    }
}
