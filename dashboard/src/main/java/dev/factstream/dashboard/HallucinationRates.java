package dev.factstream.dashboard;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The share of hallucinating answers to open questions by policy version, for picture-book pictures only. Answers are queued
 * until their facts have been read. Not thread-safe.
 */
final class HallucinationRates {
    private static final int MOST_WAITING = 10_000;

    private record Count(int answers, int hallucinated) {
        Count and(boolean another) {
            return new Count(answers + 1, hallucinated + (another ? 1 : 0));
        }
    }

    private final DownsampledSeries<Count> versions;
    private final Deque<Rollout> waiting = new ArrayDeque<>();

    /** @param most versions of which it is known */
    HallucinationRates(int most) {
        versions = new DownsampledSeries<>(most);
    }

    void add(ScoredRollout scored) {
        if (scored.answerKind() == AnswerKind.OPEN) {
            waiting.add(scored.rollout());
            if (waiting.size() > MOST_WAITING) {
                waiting.remove();
            }
        }
    }

    /** Judges the queued answers whose facts are known. */
    void judge(Function<Rollout, Optional<Facts>> facts) {
        waiting.removeIf(rollout -> {
            Optional<Facts> known = facts.apply(rollout);
            known.flatMap(truth -> FalseSpans.of(rollout, truth)).ifPresent(falsehoods -> {
                int version = rollout.newestVersion();
                Count before = versions.get(version).orElse(new Count(0, 0));
                versions.put(version, before.and(!falsehoods.isEmpty()));
            });
            return known.isPresent();
        });
    }

    /** Returns the share of a version's answers that hallucinate; empty if none has been judged. */
    OptionalDouble of(int version) {
        return versions.get(version)
                .map(count -> OptionalDouble.of((double) count.hallucinated() / count.answers()))
                .orElse(OptionalDouble.empty());
    }
}
