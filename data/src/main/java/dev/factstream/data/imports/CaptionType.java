package dev.factstream.data.imports;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.Optional;

/** LLaVA-RLHF's {@code caption_type}, numbered from 1, which encodes the kind of question and its right answer. */
enum CaptionType {
    GENERAL(AnswerKind.OPEN, ""),
    A_IN_ABCD(AnswerKind.MULTIPLE_CHOICE, "A"),
    B_IN_ABCD(AnswerKind.MULTIPLE_CHOICE, "B"),
    C_IN_ABCD(AnswerKind.MULTIPLE_CHOICE, "C"),
    D_IN_ABCD(AnswerKind.MULTIPLE_CHOICE, "D"),
    NO_IN_YESNO(AnswerKind.YES_NO, "no"),
    YES_IN_YESNO(AnswerKind.YES_NO, "yes");

    private final AnswerKind kind;
    private final String answer;

    CaptionType(AnswerKind kind, String answer) {
        this.kind = kind;
        this.answer = answer;
    }

    static CaptionType of(int number) {
        return values()[number - 1];
    }

    AnswerKind kind() {
        return kind;
    }

    /** The right answer; empty for an open question. */
    Optional<String> answer() {
        return Optional.of(answer).filter(text -> !text.isEmpty());
    }
}
