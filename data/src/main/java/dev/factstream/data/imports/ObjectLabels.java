package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code objects.json}: an object of file name to {@code {kind: count}}. Immutable. */
final class ObjectLabels {
    private final Map<String, JsonNode> labels;

    private ObjectLabels(Map<String, JsonNode> labels) {
        this.labels = labels;
    }

    /** Returns no labels: no picture is annotated. */
    static ObjectLabels none() {
        return new ObjectLabels(Map.of());
    }

    /** @throws BadFileException if the file is not a complete JSON object */
    static ObjectLabels read(Path file) throws IOException {
        Map<String, JsonNode> labels = new HashMap<>();
        JsonStream.fields(file, (name, place, value) -> labels.put(name, value));
        return new ObjectLabels(labels);
    }

    /** Returns the picture with its captions and labels. */
    CocoPicture label(String name, CaptionStore.Entry said) {
        JsonNode kinds = labels.get(name);
        if (kinds == null) {
            return new CocoPicture(name, said.place(), said.texts(), Optional.empty(), said.flaw());
        }
        Set<String> objects = new TreeSet<>();
        boolean counted = kinds.isObject();
        for (String kind : (Iterable<String>) kinds::fieldNames) {
            counted &= !kind.isBlank()
                    && kinds.get(kind).isIntegralNumber()
                    && kinds.get(kind).longValue() >= 0;
            if (kinds.get(kind).longValue() > 0) {
                objects.add(kind);
            }
        }
        Optional<String> flaw =
                counted ? Optional.empty() : Optional.of("its objects are not of the form {kind: count}");
        return new CocoPicture(
                name,
                said.place(),
                said.texts(),
                Optional.of(objects),
                said.flaw().or(() -> flaw));
    }
}
