package dev.factstream.data.imports;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PromptRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Asks about photographs: one description each, and whether objects are present, as POPE does (arXiv 2305.10355), with as many
 * present as absent objects. Unlike POPE's fixed ranking, absent objects are drawn in proportion to how often they occur
 * together with the present ones, so that the most frequent kind is not asked about everywhere. The questions depend on the
 * picture's name and labels and on the statistics of the set, not on the order of pictures. Immutable.
 */
final class CocoQuestions {
    private static final int PER_ANSWER = 2;
    private static final Set<String> PLURAL = Set.of("skis", "scissors");
    private static final List<String> DESCRIBE = List.of(
            "Describe this photograph.",
            "What is shown in this photograph?",
            "What can be seen here? Describe it in detail.",
            "Describe the scene and what is in it.");

    private final CooccurrenceCounts companions;
    private final String split;

    CocoQuestions(CooccurrenceCounts companions, String split) {
        this.companions = companions;
        this.split = split;
    }

    /** Returns the prompts of a picture. */
    List<PromptRow> of(CocoPicture picture) {
        SplittableRandom random = new SplittableRandom(picture.name().hashCode());
        List<PromptRow> rows = new ArrayList<>();
        rows.add(row(picture, "describe", DESCRIBE.get(random.nextInt(DESCRIBE.size())), Optional.empty()));
        if (picture.objects().isPresent()) {
            Set<String> present = picture.objects().get();
            List<String> there = draw(present, kind -> 1, random);
            List<String> missing = draw(absent(picture, present), kind -> companions.expected(kind, present), random);
            int pairs = Math.min(there.size(), missing.size());
            there.subList(0, pairs).forEach(kind -> rows.add(isThere(picture, kind, "yes")));
            missing.subList(0, pairs).forEach(kind -> rows.add(isThere(picture, kind, "no")));
        }
        return rows;
    }

    /**
     * Returns the kinds that both labels and captions leave out: a word of the kind's name in a caption, also as the beginning
     * of a longer word, excludes it.
     */
    private Set<String> absent(CocoPicture picture, Set<String> present) {
        Set<String> said = new TreeSet<>();
        for (String caption : picture.captions()) {
            said.addAll(List.of(caption.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")));
        }
        Set<String> absent = new TreeSet<>(companions.kinds());
        absent.removeAll(present);
        absent.removeIf(kind -> List.of(kind.split(" ")).stream()
                .anyMatch(word -> said.stream().anyMatch(spoken -> spoken.startsWith(word))));
        return absent;
    }

    /**
     * Draws up to {@value #PER_ANSWER} kinds without replacement, in proportion to their weights (Efraimidis and Spirakis,
     * 2006).
     */
    private static List<String> draw(Set<String> kinds, Weight weight, SplittableRandom random) {
        Map<String, Double> times = new HashMap<>();
        for (String kind : new TreeSet<>(kinds)) {
            times.put(kind, -Math.log(random.nextDouble(Double.MIN_NORMAL, 1)) / weight.of(kind));
        }
        return times.keySet().stream()
                .sorted(Comparator.comparing(times::get))
                .limit(PER_ANSWER)
                .toList();
    }

    private interface Weight {
        double of(String kind);
    }

    private PromptRow isThere(CocoPicture picture, String kind, String answer) {
        String asked = PLURAL.contains(kind)
                ? "Are there any " + kind
                : "Is there " + ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
        return row(picture, "is-there-" + kind.replace(' ', '-'), asked + " in the image?", Optional.of(answer));
    }

    private PromptRow row(CocoPicture picture, String what, String question, Optional<String> answer) {
        return new PromptRow(
                picture.name() + "/" + what,
                Optional.of(PictureImporter.pathOf(picture.name())),
                question,
                answer.isPresent() ? AnswerKind.YES_NO : AnswerKind.OPEN,
                answer,
                picture.captions(),
                Optional.empty(),
                1,
                Optional.empty(),
                split);
    }
}
