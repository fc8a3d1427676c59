package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes every rejected row with its position and the reason. */
final class RejectedRowWriter implements Closeable {
    /** Its name in the folder of the imported rows. */
    static final String FILE = "rejected.jsonl";

    private static final int EXAMPLES = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter out;
    private final List<String> examples = new ArrayList<>();
    private long count;

    RejectedRowWriter(Path folder) throws IOException {
        out = Files.newBufferedWriter(folder.resolve(FILE));
    }

    void add(SourcePosition place, Optional<String> id, String reason) throws IOException {
        ObjectNode row = JSON.createObjectNode();
        row.put("file", place.file().toString());
        row.put("index", place.index());
        row.put("line", place.line());
        row.put("byte", place.offset());
        id.ifPresent(text -> row.put("id", text));
        row.put("reason", reason);
        out.write(JSON.writeValueAsString(row));
        out.write('\n');
        count++;
        if (examples.size() < EXAMPLES) {
            examples.add("row " + place.index() + " in line " + place.line() + ": " + reason);
        }
    }

    long count() {
        return count;
    }

    /** The first few rejections, for users. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
