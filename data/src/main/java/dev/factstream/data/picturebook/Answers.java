package dev.factstream.data.picturebook;

import java.util.Optional;

/**
 * The true and false answers to a question that the generator knows.
 *
 * @param truth a complete true answer
 * @param wrong a false answer
 * @param tempting a false answer that follows what usually goes together instead of the picture; empty if there is none
 * @param hedge an answer with little or no information and nothing false; empty if the language has none
 */
record Answers(String truth, String wrong, Optional<String> tempting, Optional<String> hedge) {
    static Answers of(String truth, String wrong) {
        return new Answers(truth, wrong, Optional.empty(), Optional.empty());
    }

    static Answers of(String truth, String wrong, String hedge) {
        return new Answers(truth, wrong, Optional.empty(), Optional.of(hedge));
    }

    Answers withTempting(String answer) {
        return new Answers(truth, wrong, Optional.of(answer), hedge);
    }
}
