package dev.factstream.dashboard;

import dev.factstream.picturebook.judge.CaptionedPicture;
import dev.factstream.picturebook.judge.CaptionedPicture.Span;
import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.facts.AnswerGrader.Verdict;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the false words of an answer, as far as its facts can decide: a wrong answer to a closed question and, for picture-book
 * pictures, all words that the picture contradicts. Stateless.
 */
final class FalseSpans {
    private static final Pattern WORD = Pattern.compile("\\w+");

    private FalseSpans() {}

    /** Returns the false spans in order, without overlaps; empty if the facts cannot decide. */
    static Optional<List<Span>> of(String question, String answer, Facts facts) {
        Optional<CaptionedPicture> picture = CaptionedPicture.of(facts.captions());
        if (facts.answerKind() == AnswerKind.OPEN && picture.isEmpty()) {
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>();
        if (AnswerGrader.judge(facts, question, answer) == Verdict.WRONG) {
            Matcher given = WORD.matcher(answer);
            if (given.find()) {
                spans.add(new Span(given.start(), given.end()));
            }
        }
        picture.ifPresent(known -> spans.addAll(known.falseSpans(question, answer)));
        return Optional.of(joined(spans));
    }

    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        spans.stream().sorted(Comparator.comparingInt(Span::from)).forEach(span -> {
            int last = joined.size() - 1;
            if (last >= 0 && span.from() <= joined.get(last).to()) {
                Span before = joined.get(last);
                joined.set(last, new Span(before.from(), Math.max(before.to(), span.to())));
            } else {
                joined.add(span);
            }
        });
        return joined;
    }
}
