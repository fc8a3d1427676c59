package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.Objects;

/**
 * A question for which tickets may be issued. It holds no ground truth; only the facts do.
 *
 * @param answerKind used for the mix of answer kinds
 * @param split for instance {@code train} or {@code held-out}
 */
public record PoolEntry(Question question, AnswerKind answerKind, String split) {
    public PoolEntry {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answerKind, "answerKind");
        Check.id(split, "split");
    }
}
