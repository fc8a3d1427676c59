package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.Optional;

/**
 * A reply to a question of POPE.
 *
 * @param row where it stands
 * @param question the question as the answer file repeats it, if it does
 */
record PopeReply(JsonRow row, Optional<String> question, String text) {

    boolean isYes() {
        return YesNoRule.isYes(text);
    }

    /**
     * Returns false if the answer file repeats another question than {@code label} has. A prompt contains the question and perhaps more.
     * Case is ignored, and so is the misspelling {@code imange} of POPE's first edition.
     */
    boolean answers(PopeLabel label) {
        return question.map(asked -> comparable(asked).contains(comparable(label.text())))
                .orElse(true);
    }

    private static String comparable(String question) {
        return PythonText.lower(PythonText.strip(question)).replace("imange", "image");
    }
}
