package dev.factstream.learner.pool;

import dev.factstream.learner.pool.Round.CyclePosition;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Takes questions in cycles, in each of which every question comes once, in a new seeded order. The order of a question in
 * a cycle is a number that depends on the seed, the cycle and its promptId only, so a question that joins or leaves does
 * not move the others, and a position is one number. Not thread-safe.
 */
final class QuestionCycle {

    private record Place(long order, PoolQuestion question) {}

    private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::order)
            .thenComparing(place -> place.question().promptId());

    private final List<PoolQuestion> questions;
    private final long seed;
    private CyclePosition position;

    /** @param questions at least one */
    QuestionCycle(List<PoolQuestion> questions, long seed, CyclePosition position) {
        this.questions = questions;
        this.seed = seed;
        this.position = position;
    }

    /**
     * Takes the next {@code count} questions. Those of {@code first} come before all others, and are left out of the rest of
     * the current cycle as far as it is taken here.
     */
    List<PoolQuestion> take(int count, List<PoolQuestion> first) {
        List<PoolQuestion> taken = new ArrayList<>(count);
        smallest(first, count, Long.MIN_VALUE, Set.of()).forEach(place -> taken.add(place.question()));
        Set<PoolQuestion> done = new HashSet<>(taken);
        while (taken.size() < count) {
            int wanted = count - taken.size();
            List<Place> next = smallest(questions, wanted, position.last(), done);
            next.forEach(place -> taken.add(place.question()));
            if (next.size() < wanted) {
                position = new CyclePosition(position.cycle() + 1, Long.MIN_VALUE);
                done.clear();
            } else {
                position =
                        new CyclePosition(position.cycle(), next.get(wanted - 1).order());
            }
        }
        return taken;
    }

    CyclePosition position() {
        return position;
    }

    /** The first {@code count} questions of the current cycle after an order, in order. */
    private List<Place> smallest(List<PoolQuestion> among, int count, long after, Set<PoolQuestion> without) {
        long cycleSeed = SplitMixSeeds.derive(seed, position.cycle());
        PriorityQueue<Place> largestFirst = new PriorityQueue<>(ORDER.reversed());
        for (PoolQuestion question : among) {
            long order = SplitMixSeeds.number(cycleSeed ^ TextHash.of(question.promptId()), 0);
            boolean fits =
                    largestFirst.size() < count || order < largestFirst.peek().order();
            if (order > after && fits && !without.contains(question)) {
                largestFirst.add(new Place(order, question));
                if (largestFirst.size() > count) {
                    largestFirst.poll();
                }
            }
        }
        List<Place> places = new ArrayList<>(largestFirst);
        places.sort(ORDER);
        return places;
    }
}
