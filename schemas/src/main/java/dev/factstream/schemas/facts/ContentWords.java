package dev.factstream.schemas.facts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of a text that have content about a picture: at least {@value #SHORTEST} letters, in lower case, without a plural's s,
 * and none of a fixed list of English function words and words of hedges, such as "cannot tell". Neither synonyms nor negation are
 * known. Stateless.
 */
final class ContentWords {
    private static final int SHORTEST = 3;

    private static final Set<String> EMPTY = Set.of(
            "the", "and", "are", "was", "were", "with", "there", "this", "that", "these", "those", "its", "has", "have",
            "some", "one", "can", "cannot", "see", "seen", "picture", "image", "photo", "shows", "showing", "looks",
            "look", "like", "seems", "appears", "which", "who", "what", "for", "from", "they", "their", "them", "also",
            "other", "very", "not", "but", "yes", "you", "any", "all", "into", "onto", "being", "been", "tell", "know",
            "sure", "unsure", "how", "many", "where", "why", "does");

    private ContentWords() {}

    /** Returns the content words in order, repeated ones included. */
    static List<String> in(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                .filter(word -> word.length() >= SHORTEST && !EMPTY.contains(word))
                .map(word ->
                        word.length() > SHORTEST && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .toList();
    }

    /** Returns the distinct content words of all texts. */
    static Set<String> distinctIn(Stream<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        texts.forEach(text -> words.addAll(in(text)));
        return words;
    }
}
