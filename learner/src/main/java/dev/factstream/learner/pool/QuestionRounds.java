package dev.factstream.learner.pool;

import dev.factstream.schemas.ticket.Question;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fresh questions of a run, round by round. The next round is drawn when the last question of the current one has been
 * asked, so what is published during a round is asked from the next one on. A retired question stays in the list of its
 * round, and {@link #find} no longer finds it. Keeps one round. Not thread-safe; closes its pool.
 */
public final class QuestionRounds implements AutoCloseable {

    private final QuestionPool pool;
    private final PromptMix mix;
    private final RoundDraw draw;
    private Set<String> heldOut = Set.of();
    private Optional<Round> current = Optional.empty();

    /** @param places questions per round */
    public QuestionRounds(QuestionPool pool, PromptMix mix, SourceShares sources, long seed, int places) {
        this.pool = pool;
        this.mix = mix;
        draw = new RoundDraw(mix, sources, seed, places);
    }

    /**
     * Checks that there is something to ask.
     *
     * @throws IllegalArgumentException naming the reason if there is nothing
     */
    public void requireQuestions() {
        if (pool.index().size() == 0) {
            throw new IllegalArgumentException("the prompt pool is empty: publish data first");
        }
        if (!draw.hasQuestions(pool.index(), Set.of())) {
            throw new IllegalArgumentException("learner.prompt.mix and learner.prompt.sources ask for none of the "
                    + pool.index().size() + " questions in the pool: change them, or publish other questions");
        }
        if (!draw.hasQuestions(pool.index(), heldOut)) {
            throw new IllegalArgumentException("all " + pool.index().size()
                    + " questions of the pool are canaries, and none is left to train on: publish more, or lower"
                    + " learner.canary.size");
        }
    }

    /** Continues with a stored round. */
    public void resume(Round round) {
        current = Optional.of(round);
    }

    /** Never asks these questions. */
    public void holdOut(Collection<String> promptIds) {
        heldOut = Set.copyOf(promptIds);
    }

    /** Chooses questions to hold out; see {@link CanaryChoice#of}. */
    public List<String> chooseCanaries(int size, Set<String> taken) {
        return CanaryChoice.of(pool.index(), mix, size, taken);
    }

    /** The round of the last call of {@link #at}; empty before the first one of a new run. */
    public Optional<Round> current() {
        return current;
    }

    /** Returns whether the pool has a question that may be asked. */
    public boolean hasQuestions() {
        return draw.hasQuestions(pool.index(), heldOut);
    }

    /**
     * Returns the promptId at a position among all fresh questions of the run, drawing a new round if the position is behind
     * the current one; empty if the pool has nothing to ask.
     *
     * @param position not before the current round
     */
    public Optional<String> at(long position) {
        if (current.isEmpty() || position >= current.get().end()) {
            Optional<Round> next = draw.next(pool.index(), heldOut, current, position);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            current = next;
        }
        Round round = current.get();
        return Optional.of(round.promptIds().get(Math.toIntExact(position - round.first())));
    }

    /** Returns a question of the pool; empty if it is retired or held out. */
    public Optional<PoolQuestion> find(String promptId) {
        return heldOut.contains(promptId) ? Optional.empty() : pool.index().find(promptId);
    }

    /** Returns a question that is held out; empty if it is retired. */
    public Optional<PoolQuestion> findHeldOut(String promptId) {
        return pool.index().find(promptId);
    }

    /** Takes over every change of the pool that was published before this call. */
    public void refresh() {
        pool.refresh();
    }

    /** Returns text and picture by promptId, without questions whose record or picture no longer exists; they leave the pool. */
    public Map<String, Question> read(Collection<PoolQuestion> questions) {
        return pool.read(questions);
    }

    /** The number of questions in the pool. */
    public int size() {
        return pool.index().size();
    }

    @Override
    public void close() {
        pool.close();
    }
}
