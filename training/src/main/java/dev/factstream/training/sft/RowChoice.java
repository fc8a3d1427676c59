package dev.factstream.training.sft;

import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.schemas.rows.SftRows;
import java.util.List;

/** The rows of a data folder to train on. */
public enum RowChoice {
    /** {@code sft.jsonl}: answering questions about pictures. */
    CONVERSATIONS,
    /** {@code checks.jsonl}: judging answers by pictures and captions. */
    CHECKS,
    /** Both, shuffled together. */
    BOTH;

    /** The files that the data folder must contain. */
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
