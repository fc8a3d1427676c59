package dev.factstream.learner.pool;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.Question;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A pool in memory whose records a test appends. */
public final class FixedPool implements QuestionPool {

    private final PoolIndex index = new PoolIndex();
    private long offset;

    /** Publishes {@code count} questions named {@code name-0}, {@code name-1} and so on. */
    public FixedPool add(String name, AnswerKind kind, String source, int count) {
        for (int i = 0; i < count; i++) {
            index.put(name + "-" + i, kind, source, 0, offset++);
        }
        return this;
    }

    /** Retires a question. */
    public FixedPool retire(String promptId) {
        index.remove(promptId, 0, offset++);
        return this;
    }

    @Override
    public PoolIndex index() {
        return index;
    }

    @Override
    public void refresh() {
        // changes are in the index at once
    }

    @Override
    public Map<String, Question> read(Collection<PoolQuestion> questions) {
        Map<String, Question> found = new HashMap<>();
        questions.forEach(question ->
                found.put(question.promptId(), new Question(question.promptId(), "Is it?", Optional.empty())));
        return found;
    }

    @Override
    public void close() {
        // nothing to free
    }
}
