package dev.factstream.lab.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An arm of the experiment: whether the reward model reads facts, and which symbolic rewards are added to its score. */
public enum FactRlhfArm {
    PLAIN("plain", false, false, false, false),
    FACTS("facts", true, false, false, false),
    PLAIN_PENALTIES("plain-penalties", false, true, true, true),
    FACTS_PENALTIES("facts-penalties", true, true, true, true),
    /** A single penalty: the paper did not separate them. */
    FACTS_CORRECTNESS("facts-correctness", true, true, false, false),
    FACTS_LENGTH("facts-length", true, false, true, false);

    /** The arms that run with every seed. */
    static final List<FactRlhfArm> CROSSED = List.of(PLAIN, FACTS, PLAIN_PENALTIES, FACTS_PENALTIES);

    /** The arms that run with the first seed only. */
    static final List<FactRlhfArm> SINGLE = List.of(FACTS_CORRECTNESS, FACTS_LENGTH);

    private final String text;
    private final boolean facts;
    private final boolean correctness;
    private final boolean length;
    private final boolean missingEnd;

    FactRlhfArm(String text, boolean facts, boolean correctness, boolean length, boolean missingEnd) {
        this.text = text;
        this.facts = facts;
        this.correctness = correctness;
        this.length = length;
        this.missingEnd = missingEnd;
    }

    /** Returns the arm with this name. @throws IllegalArgumentException listing the valid names */
    public static FactRlhfArm named(String name) {
        return Arrays.stream(values())
                .filter(arm -> arm.text.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown arm '" + name + "'; the arms are "
                        + Arrays.stream(values()).map(FactRlhfArm::text).collect(Collectors.joining(", "))));
    }

    /** The name in files and options. */
    public String text() {
        return text;
    }

    /** Whether the reward model of this arm reads facts. */
    public boolean readsFacts() {
        return facts;
    }

    /** The settings of this arm, {@code key=value} each: they disable rewards; enabled rewards keep their common settings. */
    public List<String> settings() {
        List<String> off = new ArrayList<>();
        if (!correctness) {
            off.add("scorer.reward.correctness.weight=0");
        }
        if (!length) {
            off.add("scorer.reward.length.weight=0");
        }
        if (!missingEnd) {
            off.add("scorer.reward.missing.end.fine=0");
        }
        return off;
    }
}
