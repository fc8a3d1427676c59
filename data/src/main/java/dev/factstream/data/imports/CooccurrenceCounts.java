package dev.factstream.data.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts how often kinds of object occur, alone and together. Immutable. */
final class CooccurrenceCounts {
    /** Weight of a picture of one kind relative to a picture of both kinds: decides between kinds that never occur together. */
    private static final double ALONE = 0.01;

    private final Map<String, Map<String, Integer>> together = new HashMap<>();

    /** @param pictures the kinds of object of each picture */
    CooccurrenceCounts(Collection<Set<String>> pictures) {
        for (Set<String> kinds : pictures) {
            for (String one : kinds) {
                Map<String, Integer> others = together.computeIfAbsent(one, kind -> new HashMap<>());
                kinds.forEach(other -> others.merge(other, 1, Integer::sum));
            }
        }
    }

    /** Returns every kind, in alphabetical order. */
    Set<String> kinds() {
        return new TreeSet<>(together.keySet());
    }

    /** Returns how strongly {@code kind} is expected beside {@code present}; above 0 for every kind. */
    double expected(String kind, Set<String> present) {
        Map<String, Integer> others = together.get(kind);
        double pictures = others.get(kind);
        return ALONE * pictures
                + present.stream()
                        .mapToInt(other -> others.getOrDefault(other, 0))
                        .sum();
    }
}
