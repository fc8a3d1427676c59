package dev.factstream.learner.pool;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The questions of a split as of an offset of each partition of {@code prompt-pool}: the newest record of each promptId
 * decides. It depends on the records up to these offsets only, and not on whether compaction has removed older ones.
 * Its memory is bounded by the number of questions in the pool; {@code docs/capacity.md} has the bytes per question. Not
 * thread-safe.
 */
public final class PoolIndex {

    private final Map<String, PoolQuestion> questions = new HashMap<>();

    /** One text for each source, instead of one for each question; as many as there are sources. */
    private final Map<String, String> sources = new HashMap<>();

    private final SortedMap<Integer, Long> ends = new TreeMap<>();

    /** Adds a question, or replaces its older record. */
    void put(String promptId, AnswerKind kind, String source, int partition, long offset) {
        String shared = sources.computeIfAbsent(source, name -> name);
        questions.put(promptId, new PoolQuestion(promptId, kind, shared, partition, offset));
        advance(partition, offset);
    }

    /** Removes a question because of its newest record, for instance a tombstone. */
    void remove(String promptId, int partition, long offset) {
        questions.remove(promptId);
        advance(partition, offset);
    }

    /** Removes a question whose record cannot be read. */
    void remove(PoolQuestion question) {
        questions.remove(question.promptId(), question);
    }

    private void advance(int partition, long offset) {
        ends.merge(partition, offset + 1, Math::max);
    }

    /** Returns the question with that id, if it is in the pool. */
    public Optional<PoolQuestion> find(String promptId) {
        return Optional.ofNullable(questions.get(promptId));
    }

    /** Returns the number of questions. */
    public int size() {
        return questions.size();
    }

    /** Returns all questions in no particular order; a view. */
    Collection<PoolQuestion> all() {
        return Collections.unmodifiableCollection(questions.values());
    }

    /** Returns the offset after the newest record that was read, by partition; a copy. */
    SortedMap<Integer, Long> ends() {
        return new TreeMap<>(ends);
    }
}
