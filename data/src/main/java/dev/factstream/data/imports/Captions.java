package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LLaVA-RLHF's store of facts, {@code image_to_caption.json}: an object of file name to texts. {@code 000000xxxxxx.jpg} has what people say of
 * the picture, {@code aok_000000xxxxxx.jpg} why an answer about it is right (A-OKVQA's rationales). Immutable.
 */
final class Captions {
    /** What it is called when it lies beside the rows. */
    static final String FILE = "image_to_caption.json";

    private static final String RATIONALES = "aok_";
    private static final int COCO_DIGITS = 12;
    private static final Pattern COCO_NUMBER = Pattern.compile("(?:^|\\D)(\\d{1," + COCO_DIGITS + "})\\.\\w+$");

    /**
     * What is stored under a name.
     *
     * @param flaw why {@code texts} are none
     */
    record Entry(Place place, List<String> texts, Optional<String> flaw) {}

    private final Map<String, Entry> entries;

    private Captions(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Knows nothing. */
    static Captions none() {
        return new Captions(Map.of());
    }

    /**
     * Reads the file as a stream. An entry that is no list of texts, or that occurs twice with different texts, spoils only itself.
     *
     * @throws BadFileException if the file is no JSON object throughout
     */
    static Captions read(Path file) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JsonStream.fields(file, (name, place, value) -> entries.merge(name, entry(place, value), Captions::twice));
        return new Captions(entries);
    }

    /** Every entry that is not a rationale, in the order of the file. */
    Map<String, Entry> ofPictures() {
        Map<String, Entry> pictures = new LinkedHashMap<>(entries);
        pictures.keySet().removeIf(name -> name.startsWith(RATIONALES));
        return pictures;
    }

    /**
     * What people say of a picture; empty if nothing is known.
     *
     * @param picture as a row names it, with or without folders, or as {@code COCO_train2014_000000xxxxxx.jpg}
     * @throws IllegalArgumentException if the entry is spoilt
     */
    List<String> of(String picture) {
        return find("", picture);
    }

    /** Why answers about a picture are right; errors as {@link #of}. */
    List<String> rationales(String picture) {
        return find(RATIONALES, picture);
    }

    private List<String> find(String prefix, String picture) {
        String file = picture.substring(picture.lastIndexOf('/') + 1);
        Matcher number = COCO_NUMBER.matcher(file);
        String padded =
                number.find() ? "0".repeat(COCO_DIGITS - number.group(1).length()) + number.group(1) + ".jpg" : file;
        for (String name : List.of(prefix + picture, prefix + file, prefix + padded)) {
            Entry entry = entries.get(name);
            if (entry != null) {
                entry.flaw().ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
                return entry.texts();
            }
        }
        return List.of();
    }

    private static Entry entry(Place place, JsonNode value) {
        try {
            return new Entry(place, List.copyOf(Fields.texts(value, "the entry in " + FILE, false)), Optional.empty());
        } catch (IllegalArgumentException e) {
            return new Entry(place, List.of(), Optional.of(e.getMessage()));
        }
    }

    private static Entry twice(Entry first, Entry second) {
        boolean same = first.flaw().isEmpty() && first.texts().equals(second.texts());
        String why = "the picture has two entries that differ in " + FILE + ", the second in line "
                + second.place().line();
        return same
                ? first
                : new Entry(first.place(), List.of(), Optional.of(first.flaw().orElse(why)));
    }
}
