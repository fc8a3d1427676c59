package dev.factstream.lab.soak;

import dev.factstream.schemas.Check;
import java.util.List;

/**
 * The options of a soak.
 *
 * @param versions policy versions of both runs together
 * @param seed of the policy, of the runs and of the kills
 * @param rollouts rollouts per version
 * @param kills whether processes are killed
 */
public record SoakOptions(int versions, long seed, int rollouts, boolean kills) {
    private static final int SHORT = 2_000;
    private static final int FIRST_MARK = 1_000;
    private static final int SECOND_MARK = 5_000;

    public SoakOptions {
        Check.positive(versions, "versions");
        Check.positive(rollouts, "rollouts");
        if (versions < 40) {
            throw new IllegalArgumentException("a soak needs at least 40 versions, not " + versions);
        }
    }

    /** Whether the soak takes minutes only. */
    boolean isShort() {
        return versions < SHORT;
    }

    /** The numbers of versions at which everything is measured: 1,000, 5,000 and the last one; for fewer than 20,000 in proportion. */
    List<Integer> marks() {
        return versions >= 20_000
                ? List.of(FIRST_MARK, SECOND_MARK, versions)
                : List.of(versions / 20, versions / 4, versions);
    }
}
