package dev.factstream.data.picturebook;

import java.util.Optional;

/**
 * What could be answered to a question.
 *
 * @param truth a complete true answer
 * @param wrong a false one
 * @param tempting a false answer that someone might give who expects what usually goes together rather than looking;
 *     empty where there is no such temptation
 * @param hedge an answer that says little or nothing, and nothing false; empty where the language has none
 */
record Answers(String truth, String wrong, Optional<String> tempting, Optional<String> hedge) {
    static Answers of(String truth, String wrong) {
        return new Answers(truth, wrong, Optional.empty(), Optional.empty());
    }

    static Answers of(String truth, String wrong, String hedge) {
        return new Answers(truth, wrong, Optional.empty(), Optional.of(hedge));
    }

    Answers tempting(String answer) {
        return new Answers(truth, wrong, Optional.of(answer), hedge);
    }
}
