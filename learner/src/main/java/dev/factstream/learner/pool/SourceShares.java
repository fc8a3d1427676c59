package dev.factstream.learner.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The proportions in which sources of questions are asked. A group is a source with a share, or {@value #OTHERS}: all
 * other sources together.
 *
 * @param shares shares above 0 by group
 */
public record SourceShares(Map<String, Integer> shares) {

    /** The group of the sources without a share of their own, and of questions without a source. */
    static final String OTHERS = "*";

    /** All sources form one group. */
    public static final SourceShares NONE = new SourceShares(Map.of(OTHERS, 1));

    public SourceShares {
        shares = Map.copyOf(shares);
        if (shares.isEmpty() || shares.values().stream().anyMatch(share -> share < 1)) {
            throw new IllegalArgumentException("there must be at least one source, and shares must be 1 or more");
        }
    }

    /** Reads {@code source:share,source:share}, for instance {@code vqa:3,mine:1} or {@code mine:1,*:9}. */
    public static SourceShares parse(String text) {
        Map<String, Integer> shares = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String item = part.strip();
            int colon = item.lastIndexOf(':');
            try {
                String source = item.substring(0, Math.max(0, colon)).strip();
                int share = Integer.parseInt(item.substring(colon + 1).strip());
                if (!source.isEmpty() && share > 0 && shares.put(source, share) == null) {
                    continue;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
            throw new IllegalArgumentException(
                    "shares of sources have the form source:share,source:share with each source"
                            + " once, shares of 1 or more, and * for all other sources, for instance vqa:3,mine:1, not "
                            + text);
        }
        return new SourceShares(shares);
    }

    /** These shares as {@link #parse} reads them. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(shares).forEach((source, share) -> parts.add(source + ":" + share));
        return String.join(",", parts);
    }

    /** The group of a source; empty if none of its questions are asked. */
    Optional<String> group(String source) {
        if (!source.equals(OTHERS) && shares.containsKey(source)) {
            return Optional.of(source);
        }
        return shares.containsKey(OTHERS) ? Optional.of(OTHERS) : Optional.empty();
    }

    /** The shortest sequence of groups with these proportions among the available groups. */
    List<String> cycle(Collection<String> available) {
        int divisor = available.stream()
                .map(group -> BigInteger.valueOf(shares.get(group)))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValue();
        List<String> cycle = new ArrayList<>();
        available.stream().sorted().forEach(group -> {
            for (int i = 0; i < shares.get(group) / divisor; i++) {
                cycle.add(group);
            }
        });
        return cycle;
    }
}
