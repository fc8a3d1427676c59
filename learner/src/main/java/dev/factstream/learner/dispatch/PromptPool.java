package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ticket.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The questions of a run, asked in a new seeded order in every epoch. The order depends on the questions and the seed
 * alone, not on how they arrived. Not thread-safe.
 */
public final class PromptPool {

    private final List<Question> questions;
    private final Map<String, Question> byId = new HashMap<>();
    private final long seed;
    private long epoch = -1;
    private int[] order;

    /** @throws IllegalArgumentException for no questions at all */
    public PromptPool(Collection<Question> questions, long seed) {
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("the prompt pool is empty: publish data first");
        }
        this.questions = new ArrayList<>(questions);
        this.questions.sort(Comparator.comparing(Question::promptId));
        this.seed = seed;
        questions.forEach(question -> byId.put(question.promptId(), question));
    }

    /** Number of questions. */
    public int size() {
        return questions.size();
    }

    /** The question at a position that counts through all epochs. */
    public Question at(long position) {
        long wanted = position / questions.size();
        if (wanted != epoch) {
            order = Shuffle.permutation(questions.size(), Seeds.derive(seed, wanted));
            epoch = wanted;
        }
        return questions.get(order[(int) (position % questions.size())]);
    }

    /** The question with that id, if it is still in the pool. */
    public Optional<Question> find(String promptId) {
        return Optional.ofNullable(byId.get(promptId));
    }
}
