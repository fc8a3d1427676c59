package dev.factstream.dashboard;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The share of hallucinating answers to open questions by policy version, for picture-book pictures only. Answers are queued
 * until their facts have been read: at most {@value #MOST_WAITING}, and at most {@value #MOST_CHARACTERS} characters. Not thread-safe.
 */
final class HallucinationRates {
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_CHARACTERS = 4 << 20;

    private record Count(int answers, int hallucinated) {
        Count and(boolean another) {
            return new Count(answers + 1, hallucinated + (another ? 1 : 0));
        }
    }

    private final DownsampledSeries<Count> versions;
    private final Deque<OpenAnswer> waiting = new ArrayDeque<>();
    private long characters;

    /** @param most versions of which it is known */
    HallucinationRates(int most) {
        versions = new DownsampledSeries<>(most);
    }

    void add(ScoredRollout scored) {
        if (scored.answerKind() == AnswerKind.OPEN) {
            OpenAnswer answer = OpenAnswer.of(scored.rollout());
            waiting.add(answer);
            characters += answer.length();
            while (waiting.size() > MOST_WAITING || characters > MOST_CHARACTERS) {
                characters -= waiting.remove().length();
            }
        }
    }

    /** Judges the queued answers whose facts are known. @param facts by promptId */
    void judge(Function<String, Optional<Facts>> facts) {
        waiting.removeIf(answer -> {
            Optional<Facts> known = facts.apply(answer.promptId());
            known.flatMap(truth -> FalseSpans.of(answer.question(), answer.text(), truth))
                    .ifPresent(falsehoods -> {
                        Count before = versions.get(answer.version()).orElse(new Count(0, 0));
                        versions.put(answer.version(), before.and(!falsehoods.isEmpty()));
                    });
            known.ifPresent(any -> characters -= answer.length());
            return known.isPresent();
        });
    }

    /** Returns the number of queued answers. */
    int waiting() {
        return waiting.size();
    }

    /** Returns the share of a version's answers that hallucinate; empty if none has been judged. */
    OptionalDouble of(int version) {
        return versions.get(version)
                .map(count -> OptionalDouble.of((double) count.hallucinated() / count.answers()))
                .orElse(OptionalDouble.empty());
    }
}
