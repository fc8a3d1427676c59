package dev.factstream.data.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.rows.SftRow;
import dev.factstream.schemas.rows.SftRows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlavaImportTest {
    private static final String CAT = "000000000007.jpg";

    @TempDir
    private Path folder;

    private ImportFixture sources;

    @BeforeEach
    void aPictureWithCaptions() throws IOException {
        sources = new ImportFixture(folder).picture(CAT, 7);
        sources.text(CaptionStore.FILE, """
                {"000000000007.jpg": ["A cat.", "Ein Kätzchen 🐈."], "aok_000000000007.jpg": ["Cats purr.", "Dogs bark."],
                 "spoilt.jpg": "A dog."}
                """);
    }

    @Test
    void conversationsKeepTheirTurnsAndLoseTheMarker() throws IOException {
        sources.text("rows.json", """
                [{"id": 1, "image": "000000000007.jpg", "conversations": [
                   {"from": "human", "value": "<image>\\nWas ist das? 猫"}, {"from": "gpt", "value": "A \\"cat\\" 🐈."},
                   {"from": "human", "value": "Is it [red], {really}?"}, {"from": "gpt", "value": "No."}]},
                 {"id": "2", "image": "000000000007.jpg", "conversations": [
                   {"from": "human", "value": "What is it?\\n<image>"}, {"from": "gpt", "value": "A cat."}]},
                 {"id": "3", "conversations": [{"from": "human", "value": "Hello"}, {"from": "gpt", "value": "Hi."}]}]
                """);

        ImportSummary summary = sources.run(ImportFormat.LLAVA_SFT);

        Optional<String> image = Optional.of("images/" + CAT);
        assertThat(SftRows.read(summary.rows()))
                .containsExactly(
                        new SftRow(
                                "1",
                                image,
                                List.of(
                                        new SftRow.Turn("Was ist das? 猫", "A \"cat\" 🐈.", false),
                                        new SftRow.Turn("Is it [red], {really}?", "No.", false))),
                        new SftRow("2", image, List.of(new SftRow.Turn("What is it?", "A cat.", false))),
                        new SftRow("3", Optional.empty(), List.of(new SftRow.Turn("Hello", "Hi.", false))));
        assertThat(summary.pictures()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, OPEN, ", "2, MULTIPLE_CHOICE, A", "5, MULTIPLE_CHOICE, D", "6, YES_NO, no", "7, YES_NO, yes"})
    void aQuestionHasItsKindItsAnswerAndTheFactsOfItsKind(int type, String kind, String answer) throws IOException {
        sources.text("rows.json", ppo("").replace("\"caption_type\": 1", "\"caption_type\": " + type));

        PromptRow row =
                PromptRows.read(sources.run(ImportFormat.LLAVA_PPO).rows()).get(0);

        assertThat(row.answerKind().name()).isEqualTo(kind);
        assertThat(row.correctAnswer()).isEqualTo(Optional.ofNullable(answer));
        assertThat(row.captions()).containsExactly("A cat.", "Ein Kätzchen 🐈.");
        assertThat(row.rationale())
                .isEqualTo(kind.equals("MULTIPLE_CHOICE") ? Optional.of("Cats purr. Dogs bark.") : Optional.empty());
        assertThat(row.referenceAnswer()).contains("A cat.");
        assertThat(row.lengthMultiplier()).isEqualTo(1);
    }

    @Test
    void aRowsOwnCaptionsTakePrecedenceOverStoredOnesAndALengthBonusMayBeNegative() throws IOException {
        sources.text("rows.json", ppo("\"captions\": [\"My own.\"], \"length_bonus\": -0.5,"));

        PromptRow row =
                PromptRows.read(sources.run(ImportFormat.LLAVA_PPO).rows()).get(0);

        assertThat(row.captions()).containsExactly("My own.");
        assertThat(row.lengthMultiplier()).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llava/00011/000000007.jpg", "vg/7.jpg", "gqa/images/0007.jpg", "text/img_7.jpg", "nococo/7.jpg"
            })
    void aPictureOfAnotherCollectionHasNoFactsOfCoco(String name) throws IOException {
        Files.createDirectories(sources.file("images").resolve(name).getParent());
        sources.picture(name, 8);
        sources.text("rows.json", ppo("").replace(CAT, name));

        assertThat(sources.run(ImportFormat.LLAVA_PPO).imported()).isZero();
        assertThat(sources.refused().get(0).get("reason").asText()).contains("there are no captions for '" + name);
    }

    @Test
    void captionsAreFoundUnderTheNumberOfThePicture() throws IOException {
        Files.createDirectories(sources.file("images/coco"));
        sources.picture("coco/COCO_train2014_000000000007.jpg", 8);
        sources.text("rows.json", ppo("").replace(CAT, "coco/COCO_train2014_000000000007.jpg"));

        PromptRow row =
                PromptRows.read(sources.run(ImportFormat.LLAVA_PPO).rows()).get(0);

        assertThat(row.captions()).hasSize(2);
        assertThat(row.image()).contains("images/coco/COCO_train2014_000000000007.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"caption_type\": 1   | \"caption_type\": 0            | 'caption_type' must be a number from 1 to 7, not 0",
                "\"caption_type\": 1   | \"type\": 1                    | 'caption_type' must be a number from 1 to 7, not missing",
                "\"length_bonus\": 2   | \"length_bonus\": \"2\"        | 'length_bonus' is not a number",
                "\"length_bonus\": 2   | \"captions\": \"A cat\"        | 'captions' is not a list",
                "\"length_bonus\": 2   | \"id\": \"b\"                  | not JSON: Duplicate field 'id'",
                "\"id\": \"b\"         | \"name\": \"b\"                | 'id' is missing",
                "\"id\": \"b\"         | \"id\": \"a\"                  | the id 'a' has occurred before; --number-duplicates imports both",
                "000000000007.jpg      | gone.jpg                       | there are no captions for 'gone.jpg'",
                "000000000007.jpg      | spoilt.jpg                     | the entry in image_to_caption.json is not a list",
                "000000000007.jpg      | ../000000000007.jpg            | is outside the folder of images",
                "\"human\"             | \"gpt\"                        | must begin with human",
                "<image>               | <image><image>                 | more than one <image>",
                "<image>\\nWhat is it? | <image>                        | a blank question",
                "\"image\": \"000000000007.jpg\" | \"captions\": [\"x\"] | the question has <image>, but the row names no image",
                "\"conversations\"     | \"conversation\"               | 'conversations' is missing or empty",
            })
    void aRowThatCannotBeUsedIsReportedAndTheOthersAreImported(String right, String wrong, String reason)
            throws IOException {
        String text = ppo("\"length_bonus\": 2,").replace("\"id\": \"a\"", "\"id\": \"b\"");
        assertThat(text).contains(right);
        String first = ppo("").strip();
        String bad = text.strip().substring(1, text.strip().length() - 1).replace(right, wrong);
        sources.text("rows.json", first.substring(0, first.length() - 1) + ",\n" + bad + "]");

        ImportSummary summary = sources.run(ImportFormat.LLAVA_PPO);

        assertThat(summary.imported()).isEqualTo(1);
        assertThat(summary.examples())
                .singleElement()
                .asString()
                .startsWith("row 1 in line 4: ")
                .contains(reason);
        assertThat(sources.refused().get(0).get("byte").intValue()).isEqualTo(first.length() + 1);
    }

    @Test
    void aMissingOrBrokenPictureIsReported() throws IOException {
        Files.write(sources.file("images/half.png"), List.of("\u0089PNG, or not"));
        sources.text("rows.json", sft("a", "gone.png") + "\n" + sft("b", "half.png") + "\n" + sft("c", CAT));

        assertThat(sources.run(ImportFormat.LLAVA_SFT).imported()).isEqualTo(1);
        assertThat(sources.refused().get(0).get("reason").asText()).endsWith("gone.png does not exist");
        assertThat(sources.refused().get(1).get("reason").asText()).endsWith("half.png has an unknown format");
        assertThat(sources.out().resolve("images/half.png")).doesNotExist();
    }

    @Test
    void aJpegThatIsCutShortIsReportedWhereverItEnds() throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 64 * 64; i++) {
            noise.setRGB(i % 64, i / 64, random.nextInt());
        }
        ImageIO.write(noise, "jpeg", encoded);
        byte[] whole = encoded.toByteArray();
        Files.write(sources.file("images/whole.jpg"), whole);
        Files.write(sources.file("images/third.jpg"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Files.write(sources.file("images/end.jpg"), Arrays.copyOf(whole, whole.length - 2));
        sources.text("rows.json", sft("a", "whole.jpg") + "\n" + sft("b", "third.jpg") + "\n" + sft("c", "end.jpg"));

        assertThat(sources.run(ImportFormat.LLAVA_SFT).imported()).isEqualTo(1);
        assertThat(sources.refused())
                .extracting(row -> row.get("id").asText())
                .containsExactly("b", "c"); // Pillow 12 refuses both with "image file is truncated"
        assertThat(sources.refused().get(0).get("reason").asText()).contains("third.jpg is cut short");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[R1, {\"id\": \"b\", oops}, R2]   | 2 | not JSON",
                "[R1 R2, R3]                     | 1 | not JSON: Trailing token",
                "[R1, R2                           | 2 | the file ends before the end of its list",
                "[R1, R2, {\"id\": \"b\"           | 2 | not JSON: Unexpected end-of-input",
                "[R1, \"R2]                        | 1 | not JSON",
                "[R1, R2] and more                 | 2 | after the end of the list",
                "[R1}, R2, , R3]                      | 2 | not JSON",
                "[R1, [R2], R3]                  | 2 | not a JSON object",
            })
    void aFlawInTheFileAffectsOnlyItsOwnRow(String text, int imported, String reason) throws IOException {
        String rows = text.strip();
        for (String name : List.of("R1", "R2", "R3")) {
            rows = rows.replace(name, sft(name.replace("R", "row "), CAT));
        }
        sources.text("rows.json", rows);

        ImportSummary summary = sources.run(ImportFormat.LLAVA_SFT);

        assertThat(summary.imported()).isEqualTo(imported);
        assertThat(summary.examples()).first().asString().contains(reason);
    }

    @Test
    void invalidUtf8IsReported() throws IOException {
        byte[] text = (sft("a", CAT) + "\n" + sft("b", CAT)).getBytes(StandardCharsets.UTF_8);
        text[text.length - 8] = (byte) 0xE4;
        Files.write(sources.file("rows.json"), text);

        assertThat(sources.run(ImportFormat.LLAVA_SFT).imported()).isEqualTo(1);
        assertThat(sources.refused().get(0).get("reason").asText()).contains("UTF-8");
    }

    @Test
    void rowsWithTheSameIdAreKeptUnderNumbersIfAskedFor() throws IOException {
        sources.text("rows.json", (sft("a", CAT) + "\n").repeat(3));
        ImportSummary summary =
                Importer.run(sources.options(ImportFormat.LLAVA_SFT, "rows.json", false, false, true), share -> {});
        assertThat(SftRows.read(summary.rows())).extracting(SftRow::id).containsExactly("a", "a#2", "a#3");
    }

    @Test
    void rowsWithoutFactsAreKeptIfAskedFor() throws IOException {
        sources.picture("new.png", 9).text("rows.json", ppo("").replace(CAT, "new.png"));
        ImportSummary summary =
                Importer.run(sources.options(ImportFormat.LLAVA_PPO, "rows.json", false, true, false), share -> {});
        assertThat(PromptRows.read(summary.rows()).get(0).captions()).isEmpty();
    }

    @Test
    void picturesAreCopiedOrLinkedAndAnImportMayBeRepeated() throws IOException {
        sources.text("rows.json", sft("a", CAT));
        Path copy = sources.out().resolve("images").resolve(CAT);
        for (boolean link : List.of(false, true, true, false)) {
            Importer.run(sources.options(ImportFormat.LLAVA_SFT, "rows.json", link, false, false), share -> {});
            assertThat(Files.isSymbolicLink(copy)).isEqualTo(link);
            assertThat(copy).hasBinaryContent(ImportFixture.png(7));
        }
        assertThat(sources.file("images").resolve(CAT)).hasBinaryContent(ImportFixture.png(7));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> sources.run(ImportFormat.LLAVA_SFT))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("rows.json");
    }

    private static String sft(String id, String image) {
        return ImportFixture.row(id, image, "<image>\nWhat?", "A cat.").toString();
    }

    /** Returns a list of one row, in three lines. */
    private static String ppo(String more) {
        return String.format(Locale.ROOT, """
                [{"id": "a", "image": "000000000007.jpg", "caption_type": 1, %s
                  "conversations": [{"from": "human", "value": "<image>\\nWhat is it?"},
                    {"from": "gpt", "value": "A cat."}]}]
                """, more);
    }
}
