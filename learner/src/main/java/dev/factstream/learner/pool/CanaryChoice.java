package dev.factstream.learner.pool;

import dev.factstream.learner.pool.Round.CyclePosition;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the questions that a run holds out as canaries. */
final class CanaryChoice {
    private static final long SEED = 1;

    private CanaryChoice() {}

    /**
     * Chooses questions in the proportions of the mix as far as there are enough of each kind. The choice depends on the
     * questions alone and not on the seed of the run, so that runs are comparable.
     *
     * @param size number of questions; the result has fewer if the pool has fewer
     * @param taken questions to exclude
     */
    static List<String> of(PoolIndex index, PromptMix mix, int size, Set<String> taken) {
        Map<AnswerKind, List<PoolQuestion>> pool = new EnumMap<>(AnswerKind.class);
        for (PoolQuestion question : index.all()) {
            if (mix.share(question.kind()) > 0 && !taken.contains(question.promptId())) {
                pool.computeIfAbsent(question.kind(), kind -> new ArrayList<>()).add(question);
            }
        }
        Map<AnswerKind, Iterator<PoolQuestion>> left = new EnumMap<>(AnswerKind.class);
        int available = 0;
        for (Map.Entry<AnswerKind, List<PoolQuestion>> kind : pool.entrySet()) {
            int most = Math.min(size, kind.getValue().size());
            available += most;
            left.put(
                    kind.getKey(),
                    new QuestionCycle(
                                    kind.getValue(),
                                    SplitMixSeeds.derive(SEED, kind.getKey().ordinal()),
                                    CyclePosition.BEGIN)
                            .take(most, List.of())
                            .iterator());
        }
        List<String> chosen = new ArrayList<>();
        if (available > 0) {
            ShuffledCycle<AnswerKind> order = new ShuffledCycle<>(mix.cycle(pool.keySet()), SEED);
            for (long place = 0; chosen.size() < Math.min(size, available); place++) {
                Iterator<PoolQuestion> next = left.get(order.at(place));
                if (next.hasNext()) {
                    chosen.add(next.next().promptId());
                }
            }
        }
        return chosen;
    }
}
