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
 * LLaVA-RLHF's fact file {@code image_to_caption.json}: an object of file name to texts. {@code 000000xxxxxx.jpg} has people's
 * captions of the picture, {@code aok_000000xxxxxx.jpg} the rationales of answers about it (from A-OKVQA). Immutable.
 */
final class CaptionStore {
    /** Its default name beside the rows. */
    static final String FILE = "image_to_caption.json";

    private static final String RATIONALES = "aok_";
    private static final int COCO_DIGITS = 12;
    private static final Pattern COCO_NUMBER = Pattern.compile("(?:^|\\D)(\\d{1," + COCO_DIGITS + "})\\.\\w+$");

    /** Other collections number their pictures too: only a folder or a file that names COCO has COCO's numbers. */
    private static final Pattern COCO_PATH =
            Pattern.compile("(?i)(?:^|/)(?:(?:ms)?coco[-_]?(?:20\\d\\d)?/|COCO_[^/]*$)");

    /**
     * The entry under a name.
     *
     * @param flaw the reason why {@code texts} is empty, if the entry is invalid
     */
    record Entry(SourcePosition place, List<String> texts, Optional<String> flaw) {}

    private final Map<String, Entry> entries;

    private CaptionStore(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Returns an empty store. */
    static CaptionStore none() {
        return new CaptionStore(Map.of());
    }

    /**
     * Reads the file as a stream. An entry that is not a list of texts, or that occurs twice with different texts, invalidates
     * only itself.
     *
     * @throws BadFileException if the file is not a complete JSON object
     */
    static CaptionStore read(Path file) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JsonStream.fields(file, (name, place, value) -> entries.merge(name, entry(place, value), CaptionStore::merge));
        return new CaptionStore(entries);
    }

    /** Returns every entry that is not a rationale, in the order of the file. */
    Map<String, Entry> pictureEntries() {
        Map<String, Entry> pictures = new LinkedHashMap<>(entries);
        pictures.keySet().removeIf(name -> name.startsWith(RATIONALES));
        return pictures;
    }

    /**
     * Returns people's captions of a picture; empty if there are none.
     *
     * @param picture the name in a row, with or without folders. Where a folder is called {@code coco}, or the file {@code COCO_…},
     *     its number is padded to COCO's twelve digits
     * @throws IllegalArgumentException if the entry is invalid
     */
    List<String> of(String picture) {
        return find("", picture);
    }

    /** Returns the rationales of answers about a picture; errors as of {@link #of}. */
    List<String> rationales(String picture) {
        return find(RATIONALES, picture);
    }

    private List<String> find(String prefix, String picture) {
        String file = picture.substring(picture.lastIndexOf('/') + 1);
        Matcher number = COCO_NUMBER.matcher(file);
        String padded = COCO_PATH.matcher(picture).find() && number.find()
                ? "0".repeat(COCO_DIGITS - number.group(1).length()) + number.group(1) + ".jpg"
                : file;
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

    private static Entry entry(SourcePosition place, JsonNode value) {
        try {
            return new Entry(
                    place, List.copyOf(RowFields.texts(value, "the entry in " + FILE, false)), Optional.empty());
        } catch (IllegalArgumentException e) {
            return new Entry(place, List.of(), Optional.of(e.getMessage()));
        }
    }

    private static Entry merge(Entry first, Entry second) {
        boolean same = first.flaw().isEmpty() && first.texts().equals(second.texts());
        String why = "the picture has two different entries in " + FILE + ", the second in line "
                + second.place().line();
        return same
                ? first
                : new Entry(first.place(), List.of(), Optional.of(first.flaw().orElse(why)));
    }
}
