package dev.factstream.runtime.settings;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known key nearest to a misspelt one, by Levenshtein distance. */
public final class NearestKey {
    private NearestKey() {}

    /** Returns the element of {@code known}, which must not be empty, with the smallest edit distance to {@code key}. */
    public static String find(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String other) -> distance(key, other))
                        .thenComparing(other -> other))
                .orElseThrow();
    }

    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
