package dev.factstream.learner.sft;

import dev.factstream.data.rows.CheckRows;
import dev.factstream.data.rows.SftRows;
import java.util.List;

/** What of a folder of data is learned. */
public enum RowChoice {
    /** {@code sft.jsonl}: to see and to answer. */
    CONVERSATIONS,
    /** {@code checks.jsonl}: to judge answers by pictures and captions. */
    CHECKS,
    /** Both, shuffled together. */
    BOTH;

    /** The files that a folder of data needs for it. */
    public List<String> files() {
        return switch (this) {
            case CONVERSATIONS -> List.of(SftRows.FILE);
            case CHECKS -> List.of(CheckRows.FILE);
            case BOTH -> List.of(SftRows.FILE, CheckRows.FILE);
        };
    }

    boolean conversations() {
        return this != CHECKS;
    }

    boolean checks() {
        return this != CONVERSATIONS;
    }
}
