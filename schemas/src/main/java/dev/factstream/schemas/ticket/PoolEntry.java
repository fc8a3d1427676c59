package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A question for which tickets may be issued. It holds no ground truth; only the facts do.
 *
 * @param answerKind used for the mix of answer kinds
 * @param split for instance {@code train} or {@code held-out}
 * @param source name of the data that the question comes from, for shares among sources
 */
public record PoolEntry(Question question, AnswerKind answerKind, String split, Optional<String> source) {
    public PoolEntry {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answerKind, "answerKind");
        Check.id(split, "split");
        source.ifPresent(name -> Check.id(name, "source"));
    }

    /** An entry without a source. */
    public PoolEntry(Question question, AnswerKind answerKind, String split) {
        this(question, answerKind, split, Optional.empty());
    }
}
