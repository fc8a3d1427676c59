package dev.factstream.model.reward;

/** Thrown for an answer that a reward model cannot score; the message names the answer and the reason. */
public final class UnscorableAnswerException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    UnscorableAnswerException(AnswerToScore answer, String why) {
        super("the answer '" + shortened(answer.answer()) + "' to '" + shortened(answer.question())
                + "' cannot be scored: " + why);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
