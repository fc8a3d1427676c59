package dev.factstream.picturebook.questions;

import java.util.Optional;

/**
 * The true and false answers to a question that the generator knows.
 *
 * @param truth a complete true answer
 * @param wrong a false answer
 * @param tempting a false answer that follows what usually goes together instead of the picture; empty if there is none
 * @param hedge an answer with little or no information and nothing false; empty if the language has none
 */
public record AnswerVariants(String truth, String wrong, Optional<String> tempting, Optional<String> hedge) {
    static AnswerVariants of(String truth, String wrong) {
        return new AnswerVariants(truth, wrong, Optional.empty(), Optional.empty());
    }

    static AnswerVariants of(String truth, String wrong, String hedge) {
        return new AnswerVariants(truth, wrong, Optional.empty(), Optional.of(hedge));
    }

    AnswerVariants withTempting(String answer) {
        return new AnswerVariants(truth, wrong, Optional.of(answer), hedge);
    }
}
