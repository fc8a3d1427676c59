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
 * Reads COCO's own annotations as streams: {@code captions_NAME.json} with {@code images[] {id, file_name}} and {@code annotations[] {image_id,
 * caption}}, and {@code instances_NAME.json} with {@code annotations[] {image_id, category_id}} and {@code categories[] {id, name}}. Arrays may
 * come in any order; captions and objects find their picture by its id.
 */
final class CocoAnnotations {
    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Long, List<String>> captions = new HashMap<>();
    private final Map<Long, Place> firstCaptions = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> objects = new HashMap<>();
    private final Map<Long, String> kinds = new HashMap<>();
    private final List<CocoSource.Stray> strays = new ArrayList<>();

    private CocoAnnotations() {}

    /**
     * Reads them.
     *
     * @param instances objects; every picture of {@code captions} has been looked at for them
     * @throws BadFileException if a file is no JSON object throughout
     */
    static List<CocoPicture> read(Path captions, Optional<Path> instances, List<CocoSource.Stray> strays)
            throws IOException {
        CocoAnnotations all = new CocoAnnotations();
        JsonStream.elements(captions, all.noting(all::caption));
        if (instances.isPresent()) {
            JsonStream.elements(instances.get(), all.noting(all::object));
        }
        return all.pictures(instances.isPresent(), strays);
    }

    private JsonStream.Visitor noting(JsonStream.Visitor visitor) {
        return (array, place, value) -> {
            try {
                visitor.visit(array, place, value);
            } catch (IllegalArgumentException e) {
                strays.add(new CocoSource.Stray(place, e.getMessage()));
            }
        };
    }

    private void caption(String array, Place place, JsonNode value) {
        if (array.equals("images")) {
            String name = Fields.text(value, "file_name");
            if (names.putIfAbsent(id(value, "id"), name) != null) {
                throw new IllegalArgumentException("the image id " + value.get("id") + " has occurred before");
            }
            places.put(id(value, "id"), place);
        } else if (array.equals("annotations")) {
            String caption = Fields.text(value, "caption").strip();
            captions.computeIfAbsent(id(value, "image_id"), image -> new ArrayList<>())
                    .add(caption);
            firstCaptions.putIfAbsent(id(value, "image_id"), place);
        }
    }

    private void object(String array, Place place, JsonNode value) {
        if (array.equals("categories")) {
            kinds.put(id(value, "id"), Fields.text(value, "name"));
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

    private List<CocoPicture> pictures(boolean labelled, List<CocoSource.Stray> found) {
        firstCaptions.forEach((image, place) -> {
            if (!names.containsKey(image)) {
                strays.add(
                        new CocoSource.Stray(place, "its captions are of an image " + image + " that is not listed"));
            }
        });
        found.addAll(strays);
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
                flaw = Optional.of("it shows a category " + kind + " that is not listed");
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
