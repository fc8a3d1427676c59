package dev.factstream.drift.window;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how much of an open answer the facts support: the share of its content words that occur in the captions or the
 * rationale. The measure is crude and knows neither synonyms nor negation. Its value for one answer means little, but when its mean
 * falls, answers mention more that is not in the facts. (Modelled on the object overlap that CHAIR counts, arXiv 1809.02156, with
 * words instead of objects, since arbitrary data has no list of objects.)
 */
final class FactSupport {
    private static final int SHORTEST = 3;

    /** Words without content about a picture. */
    private static final Set<String> EMPTY = Set.of(
            "the", "and", "are", "was", "were", "with", "there", "this", "that", "these", "those", "its", "has", "have",
            "some", "one", "can", "cannot", "see", "seen", "picture", "image", "photo", "shows", "showing", "looks",
            "look", "like", "seems", "appears", "which", "who", "what", "for", "from", "they", "their", "them", "also",
            "other", "very", "not", "but", "yes", "you", "any", "all", "into", "onto", "being", "been");

    private FactSupport() {}

    /** Returns the share, from 0 to 1; empty for questions other than open ones, and if the answer or the facts have no content words. */
    static OptionalDouble of(AnswerKind kind, String answer, Facts facts) {
        if (kind != AnswerKind.OPEN) {
            return OptionalDouble.empty();
        }
        Set<String> known = Stream.concat(facts.captions().stream(), facts.rationale().stream())
                .flatMap(FactSupport::words)
                .collect(Collectors.toSet());
        List<String> said = words(answer).toList();
        return known.isEmpty() || said.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (double) said.stream().filter(known::contains).count() / said.size());
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                .filter(word -> word.length() >= SHORTEST && !EMPTY.contains(word))
                .map(word ->
                        word.length() > SHORTEST && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
    }
}
