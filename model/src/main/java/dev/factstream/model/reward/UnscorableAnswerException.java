package dev.factstream.model.reward;

/** An answer that a reward model cannot read; the message names it and says why. */
public final class UnscorableAnswerException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    UnscorableAnswerException(JudgedAnswer answer, String why) {
        super("the answer '" + shortened(answer.answer()) + "' to '" + shortened(answer.question())
                + "' cannot be scored: " + why);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
