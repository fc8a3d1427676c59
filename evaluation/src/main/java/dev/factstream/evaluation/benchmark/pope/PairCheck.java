package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.util.List;

/** Refuses replies that the official scripts would silently compare with the labels of other questions. Stateless. */
final class PairCheck {
    private static final String AS_OFFICIAL = "; --as-official compares them by position, as the official script";

    private PairCheck() {}

    /** Checks that there is a reply for each label, and that each reply repeats its label's question. */
    static void sameQuestions(List<PopeLabel> labels, List<PopeReply> replies) {
        if (labels.size() != replies.size()) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    replies.get(0).row().file() + " has " + replies.size() + " answers to the " + labels.size()
                            + " questions of " + labels.get(0).row().file()
                            + " (POPE's random questions exist with 2910 and with 3000 rows)" + AS_OFFICIAL);
        }
        for (int i = 0; i < labels.size(); i++) {
            PopeLabel label = labels.get(i);
            PopeReply reply = replies.get(i);
            if (!reply.answers(label)) {
                throw reply.row()
                        .problem("answers '"
                                + reply.question()
                                        .orElseThrow()
                                        .lines()
                                        .findFirst()
                                        .orElse("") + "', but "
                                + label.row().file() + ", row " + label.row().number() + ", asks '" + label.text()
                                + "'" + AS_OFFICIAL);
            }
        }
    }

    /** Checks that reply and label at a position belong together, as {@code same} tells. */
    static void sameRow(PopeLabel label, PopeReply reply, boolean same, String what) {
        if (!same) {
            throw reply.row()
                    .problem("answers " + what + ", but " + label.row().file() + ", row "
                            + label.row().number() + ", is question_id " + label.questionId() + " on " + label.image()
                            + AS_OFFICIAL);
        }
    }
}
