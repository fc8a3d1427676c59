package dev.factstream.console.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the runs of the experiment differ in: whether the reward model reads facts, and which symbolic rewards stand beside it. */
enum Arm {
    PLAIN("plain", false, false, false, false),
    FACTS("facts", true, false, false, false),
    PLAIN_PENALTIES("plain-penalties", false, true, true, true),
    FACTS_PENALTIES("facts-penalties", true, true, true, true),
    /** One of the penalties alone: the paper never separated them. */
    FACTS_CORRECTNESS("facts-correctness", true, true, false, false),
    FACTS_LENGTH("facts-length", true, false, true, false);

    /** The arms that every seed runs. */
    static final List<Arm> CROSSED = List.of(PLAIN, FACTS, PLAIN_PENALTIES, FACTS_PENALTIES);

    /** The arms that only the first seed runs. */
    static final List<Arm> SINGLE = List.of(FACTS_CORRECTNESS, FACTS_LENGTH);

    private final String text;
    private final boolean facts;
    private final boolean correctness;
    private final boolean length;
    private final boolean missingEnd;

    Arm(String text, boolean facts, boolean correctness, boolean length, boolean missingEnd) {
        this.text = text;
        this.facts = facts;
        this.correctness = correctness;
        this.length = length;
        this.missingEnd = missingEnd;
    }

    /** The arm of this name. @throws IllegalArgumentException naming the arms there are */
    static Arm named(String name) {
        return Arrays.stream(values())
                .filter(arm -> arm.text.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no arm '" + name + "'; there are "
                        + Arrays.stream(values()).map(Arm::text).collect(Collectors.joining(", "))));
    }

    /** As it is written in files and options. */
    String text() {
        return text;
    }

    /** Whether its reward model reads facts. */
    boolean readsFacts() {
        return facts;
    }

    /** The settings that make it this arm, {@code key=value} each: what is off. What is on, is as for every run. */
    List<String> pinned() {
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
