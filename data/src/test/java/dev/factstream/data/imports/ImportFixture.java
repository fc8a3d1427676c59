package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A folder with a data set of another project, and an output folder for importing it. */
final class ImportFixture {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    ImportFixture(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("images"));
    }

    /** The folder of the imported rows. */
    Path out() {
        return folder.resolve("out");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a picture that differs from the pictures of all other numbers. */
    ImportFixture picture(String name, int number) throws IOException {
        Files.write(file("images").resolve(name), png(number));
        return this;
    }

    static byte[] png(int number) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, number);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    ImportFixture text(String name, String text) throws IOException {
        Files.writeString(file(name), text);
        return this;
    }

    ImportSummary run(ImportFormat format) throws IOException {
        return Importer.run(options(format, "rows.json", false, false, false), share -> {});
    }

    ImportOptions options(ImportFormat format, String from, boolean link, boolean withoutFacts, boolean number) {
        return new ImportOptions(
                format, file(from), Optional.empty(), Optional.empty(), out(), "train", link, withoutFacts, number);
    }

    /** Returns the rejected rows. */
    List<JsonNode> refused() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(out().resolve(RejectedRowWriter.FILE))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    /** Returns a row with a question and an answer. */
    static ObjectNode row(String id, String image, String question, String answer) {
        ObjectNode row = JSON.createObjectNode();
        row.put("id", id);
        row.put("image", image);
        row.putArray("conversations")
                .add(JSON.createObjectNode().put("from", "human").put("value", question))
                .add(JSON.createObjectNode().put("from", "gpt").put("value", answer));
        return row;
    }
}
