package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads COCO's own annotations as streams: {@code captions_NAME.json} with {@code images[] {id, file_name}} and {@code
 * annotations[] {image_id, caption}}, and {@code instances_NAME.json} with {@code annotations[] {image_id, category_id}} and
 * {@code categories[] {id, name}}. The arrays may come in any order; captions and objects refer to their picture by its id.
 */
final class CocoAnnotations {
    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, SourcePosition> places = new HashMap<>();
    private final Map<Long, List<String>> captions = new HashMap<>();
    private final Map<Long, SourcePosition> firstCaptions = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> objects = new HashMap<>();
    private final Map<Long, String> kinds = new HashMap<>();
    private final List<CocoSource.UnmatchedEntry> unmatched = new ArrayList<>();

    private CocoAnnotations() {}

    /**
     * Reads the annotations.
     *
     * @param instances file of objects, which cover every picture of {@code captions}
     * @param unmatched receives the entries that belong to no photograph
     * @throws BadFileException if a file is not a complete JSON object
     */
    static List<CocoPicture> read(Path captions, Optional<Path> instances, List<CocoSource.UnmatchedEntry> unmatched)
            throws IOException {
        CocoAnnotations all = new CocoAnnotations();
        JsonStream.elements(captions, all.collectingErrors(all::caption));
        if (instances.isPresent()) {
            JsonStream.elements(instances.get(), all.collectingErrors(all::object));
        }
        return all.pictures(instances.isPresent(), unmatched);
    }

    private JsonStream.Visitor collectingErrors(JsonStream.Visitor visitor) {
        return (array, place, value) -> {
            try {
                visitor.visit(array, place, value);
            } catch (IllegalArgumentException e) {
                unmatched.add(new CocoSource.UnmatchedEntry(place, e.getMessage()));
            }
        };
    }

    private void caption(String array, SourcePosition place, JsonNode value) {
        if (array.equals("images")) {
            String name = RowFields.text(value, "file_name");
            if (names.putIfAbsent(id(value, "id"), name) != null) {
                throw new IllegalArgumentException("the image id " + value.get("id") + " has occurred before");
            }
            places.put(id(value, "id"), place);
        } else if (array.equals("annotations")) {
            String caption = RowFields.text(value, "caption").strip();
            captions.computeIfAbsent(id(value, "image_id"), image -> new ArrayList<>())
                    .add(caption);
            firstCaptions.putIfAbsent(id(value, "image_id"), place);
        }
    }

    private void object(String array, SourcePosition place, JsonNode value) {
        if (array.equals("categories")) {
            kinds.put(id(value, "id"), RowFields.text(value, "name"));
        } else if (array.equals("annotations")) {
            long kind = id(value, "category_id");
            objects.computeIfAbsent(id(value, "image_id"), image -> new TreeSet<>())
                    .add(kind);
        }
    }

    private static long id(JsonNode value, String field) {
        if (!value.path(field).isIntegralNumber()) {
            throw new IllegalArgumentException("'" + field + "' is not a whole number");
        }
        return value.get(field).longValue();
    }

    private List<CocoPicture> pictures(boolean labelled, List<CocoSource.UnmatchedEntry> found) {
        firstCaptions.forEach((image, place) -> {
            if (!names.containsKey(image)) {
                unmatched.add(new CocoSource.UnmatchedEntry(
                        place, "its captions are for an image " + image + " that is not listed"));
            }
        });
        found.addAll(unmatched);
        List<CocoPicture> pictures = new ArrayList<>();
        names.forEach((id, name) -> pictures.add(picture(id, name, labelled)));
        return pictures;
    }

    private CocoPicture picture(long id, String name, boolean labelled) {
        Set<String> present = new TreeSet<>();
        Optional<String> flaw = Optional.empty();
        for (long kind : objects.getOrDefault(id, Set.of())) {
            if (kinds.containsKey(kind)) {
                present.add(kinds.get(kind));
            } else {
                flaw = Optional.of("its objects have a category " + kind + " that is not listed");
            }
        }
        return new CocoPicture(
                name,
                places.get(id),
                captions.getOrDefault(id, List.of()),
                labelled ? Optional.of(present) : Optional.empty(),
                flaw);
    }
}
