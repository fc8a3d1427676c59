package dev.factstream.drift.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactSupportTest {
    private static final Facts FACTS = new Facts(
            "prompt",
            List.of("A brown dog lies on two red sofas.", "Somebody's dog is asleep."),
            Optional.empty(),
            AnswerKind.OPEN,
            Optional.empty(),
            1);

    @Test
    void supportIsTheShareOfContentWordsInTheCaptions() {
        assertThat(FactSupport.of(AnswerKind.OPEN, "There is a dog on the sofa.", FACTS))
                .hasValue(1);
        assertThat(FactSupport.of(AnswerKind.OPEN, "Two dogs, a CAT and a red ball", FACTS))
                .hasValue(0.6);
        assertThat(FactSupport.of(AnswerKind.OPEN, "a zebra", FACTS)).hasValue(0);
    }

    @Test
    void closedQuestionsAndAnswersWithoutContentHaveNoSupport() {
        assertThat(FactSupport.of(AnswerKind.YES_NO, "a dog", FACTS)).isEmpty();
        assertThat(FactSupport.of(AnswerKind.OPEN, "I cannot see it.", FACTS)).isEmpty();
        Facts none = new Facts("p", List.of(), Optional.empty(), AnswerKind.OPEN, Optional.empty(), 1);
        assertThat(FactSupport.of(AnswerKind.OPEN, "a dog", none)).isEmpty();
    }
}
