package dev.factstream.schemas.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factstream.schemas.facts.AnswerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aPicture() throws IOException {
        Files.write(folder.resolve("cat.png"), new byte[] {1});
        file = folder.resolve("rows.jsonl");
    }

    @Test
    void promptRowsAreReadAsWritten() throws IOException {
        PromptRow full = new PromptRow(
                "a",
                Optional.of("cat.png"),
                "Is it \"red\"?",
                AnswerKind.YES_NO,
                Optional.of("no"),
                List.of("A cat.", "Ein Kätzchen."),
                Optional.of("It is blue."),
                0.5,
                Optional.of("No, it is blue."),
                "held-out");
        PromptRow bare = new PromptRow(
                "b",
                Optional.empty(),
                "Tell me.",
                AnswerKind.OPEN,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                1,
                Optional.empty(),
                "train");
        Files.writeString(file, PromptRows.line(full) + "\n\n" + PromptRows.line(bare) + "\n");
        assertThat(PromptRows.read(file)).containsExactly(full, bare);
    }

    @Test
    void omittedFieldsHaveTheirDefaultsAfterAByteOrderMark() throws IOException {
        Files.writeString(file, "\uFEFF{\"id\":\"a\",\"question\":\"Why?\",\"answer_kind\":\"open\"}\r\n");
        PromptRow row = PromptRows.read(file).get(0);
        assertThat(row.split()).isEqualTo("train");
        assertThat(row.lengthMultiplier()).isEqualTo(1);
        assertThat(row.captions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{oops                                                                              | not JSON",
                "[1]                                                                                | not a JSON object",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\"}{\"id\":\"y\"}    | not JSON: Trailing token",
                "{\"id\":\"x\",\"id\":\"y\",\"question\":\"Q\",\"answer_kind\":\"open\"}     | not JSON: Duplicate field 'id'",
                "{\"id\":\"x\",\"answer_kind\":\"open\"}                                            | 'question' is missing",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"maybe\"}                        | not 'maybe'",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"yes_no\"}                       | must be yes|no",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\",\"correct_answer\":\"A\"}| must be absent",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\",\"image\":\"gone.png\"}  | gone.png",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\",\"captions\":\"A cat\"}  | not a list",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\",\"length_multiplier\":1e999}| must be finite",
                "{\"id\":\"x\",\"question\":\"Q\",\"answer_kind\":\"open\",\"colour\":\"red\"}      | 'colour' is not known",
                "{\"id\":\"a\",\"question\":\"Q\",\"answer_kind\":\"open\"}                         | occurred before",
            })
    void aBadPromptRowIsReportedWithItsLineAndReason(String bad, String reason) throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"question\":\"Why?\",\"answer_kind\":\"open\"}\n" + bad + "\n");
        assertThatThrownBy(() -> PromptRows.read(file))
                .isInstanceOf(BadRowsException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void theFirstTwentyBadRowsAreListedAndAllAreCounted() throws IOException {
        Files.writeString(file, "nonsense\n".repeat(25));
        BadRowsException bad = catchThrowableOfType(BadRowsException.class, () -> PromptRows.read(file));
        assertThat(bad.count()).isEqualTo(25);
        assertThat(bad).hasMessageContaining("line 20:").hasMessageContaining("5 more");
        assertThat(bad.getMessage()).doesNotContain("line 21:");
    }

    @Test
    void conversationsAreReadAsWritten() throws IOException {
        SftRow row = new SftRow(
                "a",
                Optional.of("cat.png"),
                List.of(
                        new SftRow.Turn("What is it?", "A cat.", false),
                        new SftRow.Turn("Is there a dog?", "Yes.", true)));
        String line = SftRows.line(row);
        assertThat(line).contains("\"<image>\\nWhat is it?\"").contains("\"hallucinated\":[1]");
        Files.writeString(file, line + "\n");
        assertThat(SftRows.read(file)).containsExactly(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"x\",\"conversations\":[]}                                                | no turn",
                "{\"id\":\"x\",\"conversations\":[{\"from\":\"human\",\"value\":\"Q\"}]}            | without an answer",
                "{\"id\":\"x\",\"conversations\":[{\"from\":\"gpt\",\"value\":\"Q\"},{\"from\":\"gpt\",\"value\":\"A\"}]} | alternate",
            })
    void aBadConversationIsReported(String bad, String reason) throws IOException {
        Files.writeString(file, bad);
        assertThatThrownBy(() -> SftRows.read(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining(reason);
    }

    @Test
    void checksAreReadAsWritten() throws IOException {
        CheckRow read = new CheckRow("a", Optional.empty(), "What?", "A cat.", List.of("A cat.", "A dog."), true);
        CheckRow seen = new CheckRow("b", Optional.of("cat.png"), "What?", "A dog.", List.of(), false);
        Files.writeString(file, CheckRows.line(read) + "\n" + CheckRows.line(seen) + "\n");
        assertThat(CheckRows.read(file)).containsExactly(read, seen);
        Files.writeString(file, "{\"id\":\"x\",\"question\":\"Q\",\"answer\":\"A\",\"supported\":true}");
        assertThatThrownBy(() -> CheckRows.read(file)).hasMessageContaining("neither an image nor a caption");
    }

    @Test
    void preferencesAreReadAsWritten() throws IOException {
        PreferenceRow full = new PreferenceRow(
                "a",
                Optional.of("cat.png"),
                "What colour is the cat?",
                "The cat is red.",
                "",
                2,
                1,
                true,
                true,
                List.of("A red cat."),
                Optional.of("It is red."),
                AnswerKind.YES_NO);
        Files.writeString(
                file,
                PreferenceRows.line(full)
                        + "\n{\"id\":\"b\",\"question\":\"Q\",\"answer_1\":\"A\",\"answer_2\":\"B\",\"preferred\":2}");
        List<PreferenceRow> rows = PreferenceRows.read(file);
        assertThat(rows.get(0)).isEqualTo(full);
        assertThat(rows.get(1).cleanPreferred()).isEqualTo(2);
        assertThat(rows.get(1).kind()).isEqualTo(AnswerKind.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"answer_1\":\"A\",\"preferred\":1                      | 'answer_2' is not text",
                "\"answer_1\":\"A\",\"answer_2\":\"A\",\"preferred\":1 | the same",
                "\"answer_1\":\"A\",\"answer_2\":\"B\",\"preferred\":3 | must be 1 or 2",
                "\"answer_1\":\"A\",\"answer_2\":\"B\"                   | 'preferred' is not a whole number",
            })
    void aBadPreferenceIsReported(String fields, String reason) throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"question\":\"Q\"," + fields + "}");
        assertThatThrownBy(() -> PreferenceRows.read(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining(reason);
    }
}
