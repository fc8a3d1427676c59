package dev.factstream.data.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts which kinds of object are seen, and seen together. Immutable. */
final class Companions {
    /** What a picture of a kind counts against a picture of it with another: enough to choose by where nothing was ever together. */
    private static final double ALONE = 0.01;

    private final Map<String, Map<String, Integer>> together = new HashMap<>();

    /** @param pictures the kinds of object of each picture */
    Companions(Collection<Set<String>> pictures) {
        for (Set<String> kinds : pictures) {
            for (String one : kinds) {
                Map<String, Integer> others = together.computeIfAbsent(one, kind -> new HashMap<>());
                kinds.forEach(other -> others.merge(other, 1, Integer::sum));
            }
        }
    }

    /** Every kind, in alphabetical order. */
    Set<String> kinds() {
        return new TreeSet<>(together.keySet());
    }

    /** How much {@code kind} is to be expected where {@code present} are; above 0 for every kind. */
    double expected(String kind, Set<String> present) {
        Map<String, Integer> others = together.get(kind);
        double pictures = others.get(kind);
        return ALONE * pictures
                + present.stream()
                        .mapToInt(other -> others.getOrDefault(other, 0))
                        .sum();
    }
}
