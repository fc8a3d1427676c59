package dev.factstream.learner.pool;

import dev.factstream.learner.pool.Round.CyclePosition;
import dev.factstream.learner.pool.Round.GroupPosition;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws rounds of questions. Groups of sources alternate in the proportions of {@link SourceShares}, kinds of questions
 * within a group in those of {@link PromptMix}, each exactly in every repetition of its shortest sequence; what the pool does
 * not have is skipped. Within a kind of a group, questions come in a {@link QuestionCycle}, after those that were published
 * since the previous round, of which there are at most as many as the round has places for them. A draw depends on the
 * pool, the settings and the previous round only. Immutable.
 */
final class RoundDraw {

    private final PromptMix mix;
    private final SourceShares shares;
    private final long seed;
    private final int places;

    /** @param places questions per round */
    RoundDraw(PromptMix mix, SourceShares shares, long seed, int places) {
        this.mix = mix;
        this.shares = shares;
        this.seed = seed;
        this.places = places;
    }

    /**
     * Returns the next round; empty if the pool has no question that may be asked.
     *
     * @param heldOut questions that are never drawn
     * @param first position of its first question
     */
    Optional<Round> next(PoolIndex index, Set<String> heldOut, Optional<Round> previous, long first) {
        SortedMap<String, Map<AnswerKind, List<PoolQuestion>>> pool = grouped(index, heldOut);
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        long groupPlaces = previous.map(Round::groupPlaces).orElse(0L);
        ShuffledCycle<String> order = new ShuffledCycle<>(shares.cycle(pool.keySet()), SplitMixSeeds.derive(seed, -2));
        List<String> groupOfPlace = new ArrayList<>(places);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < places; i++) {
            String group = order.at(groupPlaces + i);
            groupOfPlace.add(group);
            counts.merge(group, 1, Integer::sum);
        }
        SortedMap<String, GroupPosition> positions = new TreeMap<>();
        previous.ifPresent(round -> round.groups().forEach((group, position) -> {
            if (shares.shares().containsKey(group)) {
                positions.put(group, position); // of a group that is not in the pool at present, too
            }
        }));
        Map<String, Iterator<String>> drawn = new HashMap<>();
        counts.forEach((group, count) -> drawn.put(
                group, draw(group, pool.get(group), count, positions, previous).iterator()));
        List<String> promptIds =
                groupOfPlace.stream().map(group -> drawn.get(group).next()).toList();
        return Optional.of(new Round(
                previous.map(round -> round.number() + 1).orElse(0L),
                first,
                index.ends(),
                groupPlaces + places,
                positions,
                promptIds));
    }

    /** Returns whether the pool has a question that may be asked. */
    boolean hasQuestions(PoolIndex index, Set<String> heldOut) {
        return index.all().stream()
                .anyMatch(question -> group(question, heldOut).isPresent());
    }

    /** The group of a question; empty if it may not be asked. */
    private Optional<String> group(PoolQuestion question, Set<String> heldOut) {
        return mix.share(question.kind()) > 0 && !heldOut.contains(question.promptId())
                ? shares.group(question.source())
                : Optional.empty();
    }

    /** The questions that may be asked, by group and kind. */
    private SortedMap<String, Map<AnswerKind, List<PoolQuestion>>> grouped(PoolIndex index, Set<String> heldOut) {
        SortedMap<String, Map<AnswerKind, List<PoolQuestion>>> pool = new TreeMap<>();
        for (PoolQuestion question : index.all()) {
            group(question, heldOut)
                    .ifPresent(group -> pool.computeIfAbsent(group, name -> new EnumMap<>(AnswerKind.class))
                            .computeIfAbsent(question.kind(), kind -> new ArrayList<>())
                            .add(question));
        }
        return pool;
    }

    private List<String> draw(
            String group,
            Map<AnswerKind, List<PoolQuestion>> pool,
            int count,
            SortedMap<String, GroupPosition> positions,
            Optional<Round> previous) {
        GroupPosition position = positions.getOrDefault(group, GroupPosition.BEGIN);
        long groupSeed = shares.equals(SourceShares.NONE) ? seed : SplitMixSeeds.derive(seed, TextHash.of(group));
        ShuffledCycle<AnswerKind> order = new ShuffledCycle<>(mix.cycle(pool.keySet()), groupSeed);
        List<AnswerKind> kindOfPlace = new ArrayList<>(count);
        Map<AnswerKind, Integer> counts = new EnumMap<>(AnswerKind.class);
        for (int i = 0; i < count; i++) {
            AnswerKind kind = order.at(position.places() + i);
            kindOfPlace.add(kind);
            counts.merge(kind, 1, Integer::sum);
        }
        SortedMap<AnswerKind, CyclePosition> kinds = new TreeMap<>(position.kinds());
        Map<AnswerKind, Iterator<PoolQuestion>> drawn = new EnumMap<>(AnswerKind.class);
        counts.forEach((kind, ofKind) -> {
            QuestionCycle cycle = new QuestionCycle(
                    pool.get(kind),
                    SplitMixSeeds.derive(groupSeed, kind.ordinal()),
                    kinds.getOrDefault(kind, CyclePosition.BEGIN));
            drawn.put(kind, cycle.take(ofKind, added(pool.get(kind), previous)).iterator());
            kinds.put(kind, cycle.position());
        });
        positions.put(group, new GroupPosition(position.places() + count, kinds));
        return kindOfPlace.stream()
                .map(kind -> drawn.get(kind).next().promptId())
                .toList();
    }

    /** The questions published since the previous round; none if there is no previous round. */
    private static List<PoolQuestion> added(List<PoolQuestion> questions, Optional<Round> previous) {
        return previous.map(round -> questions.stream()
                        .filter(question ->
                                question.offset() >= round.poolEnds().getOrDefault(question.partition(), 0L))
                        .toList())
                .orElse(List.of());
    }
}
