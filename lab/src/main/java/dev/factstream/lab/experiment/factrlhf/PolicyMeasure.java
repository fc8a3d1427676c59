package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.statistics.Share;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A quality measure of a policy. */
enum PolicyMeasure {
    HALLUCINATION("hallucination", "hallucination, %", (BenchmarkAnswer answer) -> answer.hallucinated() ? 100 : 0),
    SCORE("score", "score, 0 to 6", BenchmarkAnswer::score),
    INFORMATIVENESS(
            "informativeness", "informativeness, %", (BenchmarkAnswer answer) -> 100 * answer.informativeness()),
    TOKENS("tokens", "length, tokens", BenchmarkAnswer::tokens),
    YES_NO("yes.no", "yes/no correct, %", CorrectRate::yesNo),
    CHOICE("choice", "choice correct, %", CorrectRate::multipleChoice),
    SAYS_YES("says.yes", "says yes, %", CorrectRate::saysYes);

    private final String key;
    private final String title;
    private final Optional<ToDoubleFunction<BenchmarkAnswer>> ofAnswer;
    private final Function<CorrectRate, Share> ofRate;

    PolicyMeasure(String key, String title, ToDoubleFunction<BenchmarkAnswer> ofAnswer) {
        this.key = key;
        this.title = title;
        this.ofAnswer = Optional.of(ofAnswer);
        ofRate = rate -> new Share(0, 0);
    }

    PolicyMeasure(String key, String title, Function<CorrectRate, Share> ofRate) {
        this.key = key;
        this.title = title;
        this.ofRate = ofRate;
        ofAnswer = Optional.empty();
    }

    /** The name in files. */
    String key() {
        return key;
    }

    /** The name in reports, with the unit. */
    String title() {
        return title;
    }

    /** The value for a single benchmark answer; empty for measures of the held-out questions. */
    Optional<ToDoubleFunction<BenchmarkAnswer>> ofAnswer() {
        return ofAnswer;
    }

    /** Returns the value for a policy. */
    double of(PolicyEvaluation policy) {
        return ofAnswer.isPresent()
                ? mean(policy.answers())
                : 100 * ofRate.apply(policy.heldOut()).rate();
    }

    /** Returns the mean over benchmark answers; NaN for measures of the held-out questions. */
    double mean(List<BenchmarkAnswer> answers) {
        return ofAnswer.map(
                        value -> answers.stream().mapToDouble(value).average().orElse(Double.NaN))
                .orElse(Double.NaN);
    }
}
