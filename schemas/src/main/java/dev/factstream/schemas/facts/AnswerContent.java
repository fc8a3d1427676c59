package dev.factstream.schemas.facts;

import dev.factstream.schemas.Check;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much of the facts an open answer tells, measured by content words: words of three letters or more, without function words
 * and plural endings. With
 *
 * <pre>
 *   A  distinct content words of the answer        F  those of captions and rationale
 *   Q  those of the question                       R  those of the rationale, which is the reference answer; of the captions if it
 *                                                     has none
 *   T  R \ Q, which the answer should add to the question; R if that is empty
 *
 *   support  = share of the answer's content words (repeated ones included) that are in F
 *   coverage = |A ∩ R| / |R|
 *   evasive  ⇔ A ∩ T = ∅ and A \ Q ⊆ F
 * </pre>
 *
 * An evasive answer tells nothing of what was asked, and what it adds to the question is not even false: it hedges, repeats the
 * question, denies, or tells a fact that nobody asked for. For the question "Where is the car?", the rationale "The car is left of the
 * ball." and the caption "A red car on the street.":
 *
 * <pre>
 *   answer                          support   coverage   evasive
 *   The car is left of the ball.    1         1          no
 *   The car is near the ball.       2/3       2/3        no
 *   The car is red.                 1         1/3        yes
 *   I cannot tell.                  -         0          yes
 *   The car is blue.                1/2       1/3        no: it is false
 * </pre>
 *
 * The measures are crude for one answer. Their means over many answers tell whether answers say more that is not in the facts
 * (support falls), or less of what could have been said (coverage falls). They are modelled on the object overlap that CHAIR counts
 * (arXiv 1809.02156), with words instead of objects, since arbitrary data has no list of objects.
 *
 * @param support from 0 to 1; empty if the answer has no content words
 * @param coverage from 0 to 1
 */
public record AnswerContent(OptionalDouble support, double coverage, boolean evasive) {
    public AnswerContent {
        Check.require(isShare(coverage), "coverage", "must be from 0 to 1", coverage);
        Check.require(isShare(support.orElse(0)), "support", "must be from 0 to 1", support);
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    /** Measures an answer; empty for questions other than open ones, and if the facts have no content words. */
    public static Optional<AnswerContent> of(Facts facts, String question, String answer) {
        Set<String> known =
                ContentWords.distinctIn(Stream.concat(facts.captions().stream(), facts.rationale().stream()));
        if (facts.answerKind() != AnswerKind.OPEN || known.isEmpty()) {
            return Optional.empty();
        }
        Set<String> reference = ContentWords.distinctIn(facts.rationale().stream());
        if (reference.isEmpty()) {
            reference = known;
        }
        List<String> said = ContentWords.in(answer);
        Set<String> distinct = new LinkedHashSet<>(said);
        Set<String> asked = ContentWords.distinctIn(Stream.of(question));
        Set<String> wanted = without(reference, asked);
        boolean silent = common(distinct, wanted.isEmpty() ? reference : wanted) == 0;
        return Optional.of(new AnswerContent(
                said.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                (double) said.stream().filter(known::contains).count() / said.size()),
                (double) common(distinct, reference) / reference.size(),
                silent && known.containsAll(without(distinct, asked))));
    }

    private static long common(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).count();
    }

    private static Set<String> without(Set<String> words, Set<String> others) {
        Set<String> rest = new HashSet<>(words);
        rest.removeAll(others);
        return rest;
    }
}
