package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.lab.experiment.Arm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An arm of the experiment: whether the reward model reads facts, and which symbolic rewards are added to its score. */
public enum FactRlhfArm implements Arm {
    PLAIN("plain", false, false, false, false),
    FACTS("facts", true, false, false, false),
    PLAIN_PENALTIES("plain-penalties", false, true, true, true),
    FACTS_PENALTIES("facts-penalties", true, true, true, true),
    /** A single penalty: the paper did not separate them. */
    FACTS_CORRECTNESS("facts-correctness", true, true, false, false),
    FACTS_LENGTH("facts-length", true, false, true, false);

    private final String label;
    private final boolean facts;
    private final boolean correctness;
    private final boolean length;
    private final boolean missingEnd;

    FactRlhfArm(String label, boolean facts, boolean correctness, boolean length, boolean missingEnd) {
        this.label = label;
        this.facts = facts;
        this.correctness = correctness;
        this.length = length;
        this.missingEnd = missingEnd;
    }

    /** Returns the arm with this name. @throws IllegalArgumentException listing the valid names */
    public static FactRlhfArm named(String name) {
        return Arrays.stream(values())
                .filter(arm -> arm.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown arm '" + name + "'; the arms are "
                        + Arrays.stream(values()).map(FactRlhfArm::label).collect(Collectors.joining(", "))));
    }

    @Override
    public String label() {
        return label;
    }

    /** Whether the reward model of this arm reads facts. */
    public boolean readsFacts() {
        return facts;
    }

    /** Whether this arm runs with the first seed only. */
    boolean runsOnce() {
        return this == FACTS_CORRECTNESS || this == FACTS_LENGTH;
    }

    /** Returns settings that disable rewards; enabled rewards keep their common settings. */
    @Override
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
