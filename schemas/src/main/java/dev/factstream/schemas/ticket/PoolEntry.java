package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.Objects;

/**
 * One question that tickets may be issued for. It holds no ground truth: that goes to the facts alone.
 *
 * @param answerKind for the mix of kinds
 * @param split for instance {@code train} or {@code held-out}
 */
public record PoolEntry(Question question, AnswerKind answerKind, String split) {
    public PoolEntry {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answerKind, "answerKind");
        Check.text(split, "split");
    }
}
