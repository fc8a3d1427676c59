package dev.factstream.evaluation.benchmark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTableTest {
    private static final String SHEET = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    @TempDir
    private Path dir;

    @Test
    void quotedCellsHoldSeparatorsQuotesAndLineBreaks() throws IOException {
        PredictionTable table = tsv("Index\tA\tText\r\n1\tx\t\"a\tb \"\"c\"\"\nd\"\r\n\r\n2\t\"y\"\te \"f\"\r\n");

        assertThat(table.size()).isEqualTo(2);
        assertThat(table.cell(0, "text")).hasValue("a\tb \"c\"\nd");
        assertThat(table.cell(1, "text")).hasValue("e \"f\"");
        assertThat(table.cell(1, "A")).hasValue("y");
    }

    @Test
    void cellsThatPandasReadsAsMissingAreMissing() throws IOException {
        PredictionTable table = tsv("a\tb\nNone\tx\nNA\ty\n\tz\n");

        assertThat(table.has("a")).isFalse();
        assertThat(table.cell(2, "b")).hasValue("z");
    }

    @Test
    void aColumnOfNumbersIsPrintedAsPandasDoes() throws IOException {
        PredictionTable table = tsv("i\tf\tmixed\n01\t3\t3\n2\t\tx\n");

        assertThat(table.cell(0, "i")).hasValue("1");
        assertThat(table.cell(0, "f")).hasValue("3.0");
        assertThat(table.cell(0, "mixed")).hasValue("3");
    }

    @Test
    void aRowWithMoreCellsThanTheHeaderIsRefused() {
        assertThatThrownBy(() -> tsv("a\tb\n1\t2\n1\t2\t3\n"))
                .hasMessageContaining("row 2 below the header: has 3 cells");
    }

    @Test
    void theFirstSheetOfASpreadsheetIsRead() throws IOException {
        Path file = dir.resolve("t.xlsx");
        zip(
                file,
                Map.of(
                        "xl/workbook.xml",
                        "<workbook xmlns:r=\"" + RELATION
                                + "\"><sheets><sheet name=\"S\" r:id=\"rId7\"/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"rId1\" Target=\"styles.xml\"/>"
                                + "<Relationship Id=\"rId7\" Target=\"worksheets/one.xml\"/></Relationships>",
                        "xl/sharedStrings.xml",
                        "<sst " + SHEET
                                + "><si><t>index</t></si><si><r><t>pre</t></r><r><t>diction</t></r><rPh><t>no</t></rPh></si></sst>",
                        "xl/worksheets/one.xml",
                        "<worksheet " + SHEET
                                + "><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                                + "<row><c r=\"A2\"><v>1000001.0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>B &amp; C</t></is></c></row>"
                                + "<row><c r=\"A3\"/></row></sheetData></worksheet>"));

        PredictionTable table = PredictionTable.read(file);

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.cell(0, "index")).hasValue("1000001");
        assertThat(table.cell(0, "prediction")).hasValue("B & C");
    }

    @Test
    void aFileThatIsNoSpreadsheetIsRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("t.xlsx"), "index\tprediction\n");

        assertThatThrownBy(() -> PredictionTable.read(file))
                .hasMessageContaining("t.xlsx cannot be read: it is not an xlsx file");
    }

    private PredictionTable tsv(String text) throws IOException {
        return PredictionTable.read(Files.writeString(dir.resolve("t.tsv"), text));
    }

    private static void zip(Path file, Map<String, String> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
