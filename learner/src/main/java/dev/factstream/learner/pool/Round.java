package dev.factstream.learner.pool;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The questions that a run asks next, in order, as drawn from the pool as of an offset of each partition. With the
 * positions it holds all that the draw of the following round depends on, apart from the pool and the settings.
 *
 * @param number 0 for the first round of a run, or for its first one under a build that stores rounds
 * @param first position of the first question among all fresh questions of the run
 * @param poolEnds offset after the newest record of {@code prompt-pool} that the draw knew, by partition
 * @param groupPlaces places given to groups of sources so far
 * @param groups positions within the groups, at most one for each share
 * @param promptIds questions, at most as many as a round has places
 */
public record Round(
        long number,
        long first,
        SortedMap<Integer, Long> poolEnds,
        long groupPlaces,
        SortedMap<String, GroupPosition> groups,
        List<String> promptIds) {

    /**
     * Position within a group of sources.
     *
     * @param places places given to kinds of questions so far
     * @param kinds positions within the questions of each kind
     */
    public record GroupPosition(long places, SortedMap<AnswerKind, CyclePosition> kinds) {
        static final GroupPosition BEGIN = new GroupPosition(0, new TreeMap<>());
    }

    /**
     * Position within a {@link QuestionCycle}.
     *
     * @param cycle number of the cycle
     * @param last order of the question asked last in it; {@link Long#MIN_VALUE} before the first
     */
    public record CyclePosition(long cycle, long last) {
        static final CyclePosition BEGIN = new CyclePosition(0, Long.MIN_VALUE);
    }

    public Round {
        promptIds = List.copyOf(promptIds);
    }

    /** The position after the last question. */
    long end() {
        return first + promptIds.size();
    }
}
