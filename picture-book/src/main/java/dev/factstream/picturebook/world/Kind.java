package dev.factstream.picturebook.world;

import java.util.List;
import java.util.Set;

/**
 * A kind of thing.
 *
 * @param category one of COCO's twelve super-categories
 * @param name singular, one word
 * @param plural one word
 * @param companions names of the kinds that usually accompany it, the habitual companion first
 * @param drawing its appearance
 */
public record Kind(String category, String name, String plural, List<String> companions, Drawing drawing) {
    private static final Set<String> NOUNS = Set.of("animal", "vehicle", "person", "accessory", "appliance");

    /** Words that name only its category: {@code animal}, {@code kitchen thing}. */
    public String vagueName() {
        return NOUNS.contains(category) ? category : category + " thing";
    }

    /** The name with {@code a} or {@code an}. */
    public String withArticle() {
        return EnglishWords.article(name) + " " + name;
    }

    public String counted(int count) {
        return EnglishWords.number(count) + " " + (count == 1 ? name : plural);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kind kind && kind.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
