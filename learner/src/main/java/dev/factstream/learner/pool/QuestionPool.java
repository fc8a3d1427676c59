package dev.factstream.learner.pool;

import dev.factstream.schemas.ticket.Question;
import java.util.Collection;
import java.util.Map;

/** A prompt pool that can change while a run asks its questions. Not thread-safe. */
public interface QuestionPool extends AutoCloseable {

    /** Returns the questions as of the last {@link #refresh}. */
    PoolIndex index();

    /** Takes over every change that was published before this call. */
    void refresh();

    /**
     * Returns text and picture of questions by promptId. Those whose record or picture no longer exists are left out, and leave the
     * index.
     */
    Map<String, Question> read(Collection<PoolQuestion> questions);

    @Override
    void close();
}
