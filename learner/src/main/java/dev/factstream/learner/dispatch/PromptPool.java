package dev.factstream.learner.dispatch;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The questions of a run. Kinds of questions alternate in the proportions of a {@link PromptMix}. Every round of the
 * mix has them exactly, in a seeded order, so that the versions get nearly the same number of each kind. Within a kind
 * every question is asked once per epoch, in a new seeded order. The question at a position depends only on the
 * questions, the mix and the seed, not on their order of arrival or on earlier questions. Not thread-safe.
 */
public final class PromptPool {

    private static final long CANARY_SEED = 1;

    private final Map<AnswerKind, ShuffledQuestions> decks = new EnumMap<>(AnswerKind.class);
    private final Map<String, Question> byId = new HashMap<>();
    private final List<AnswerKind> kinds;
    private final List<PoolEntry> entries;
    private final PromptMix mix;
    private final long seed;

    /** @throws IllegalArgumentException if there are no questions, or none of a kind that the mix asks for */
    public PromptPool(Collection<PoolEntry> entries, PromptMix mix, long seed) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the prompt pool is empty: publish data first");
        }
        for (AnswerKind kind : AnswerKind.values()) {
            List<Question> questions = entries.stream()
                    .filter(entry -> entry.answerKind() == kind)
                    .map(PoolEntry::question)
                    .toList();
            if (!questions.isEmpty()) {
                decks.put(kind, new ShuffledQuestions(questions, SplitMixSeeds.derive(seed, kind.ordinal())));
            }
        }
        kinds = mix.round(decks.keySet());
        this.entries = List.copyOf(entries);
        this.mix = mix;
        this.seed = seed;
        entries.forEach(entry -> byId.put(entry.question().promptId(), entry.question()));
    }

    /** The question at a position that counts across all rounds. */
    public Question at(long position) {
        long round = position / kinds.size();
        int[] order = SeededPermutation.permutation(kinds.size(), SplitMixSeeds.derive(seed, -1, round));
        int place = (int) (position % kinds.size());
        AnswerKind kind = kinds.get(order[place]);
        long before = round * count(kind, order, order.length) + count(kind, order, place);
        return decks.get(kind).at(before);
    }

    /** The question with that id, if it is in the pool. */
    public Optional<Question> find(String promptId) {
        return Optional.ofNullable(byId.get(promptId));
    }

    /**
     * Chooses questions to hold out, in the proportions of the mix as far as there are enough of each kind. The choice
     * depends on the questions alone and not on the seed, so that runs are comparable.
     *
     * @param size number of questions; the result has fewer if the pool has fewer
     * @param taken questions to exclude
     */
    List<String> chooseCanaries(int size, Set<String> taken) {
        PromptPool same = new PromptPool(entries, mix, CANARY_SEED);
        Set<String> chosen = new LinkedHashSet<>();
        long end = (long) same.kinds.size() * entries.size(); // every question occurs before this position
        for (long position = 0; chosen.size() < size && position < end; position++) {
            String promptId = same.at(position).promptId();
            if (!taken.contains(promptId)) {
                chosen.add(promptId);
            }
        }
        return List.copyOf(chosen);
    }

    /**
     * The same pool without some questions.
     *
     * @throws IllegalArgumentException if none are left
     */
    PromptPool without(Collection<String> promptIds) {
        Set<String> out = Set.copyOf(promptIds);
        List<PoolEntry> left = entries.stream()
                .filter(entry -> !out.contains(entry.question().promptId()))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("all " + entries.size()
                    + " questions of the pool are canaries, and none is left to train on: publish more, or lower"
                    + " learner.canary.size");
        }
        return new PromptPool(left, mix, seed);
    }

    /** The number of {@code kind} among the first {@code places} of a round in that order. */
    private long count(AnswerKind kind, int[] order, int places) {
        long count = 0;
        for (int i = 0; i < places; i++) {
            count += kinds.get(order[i]) == kind ? 1 : 0;
        }
        return count;
    }
}
