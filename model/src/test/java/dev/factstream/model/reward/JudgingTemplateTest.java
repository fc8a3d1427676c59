package dev.factstream.model.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingTemplateTest {

    @TempDir
    Path folder;

    @Test
    void factsFollowTheInstructionOnOneLineEachAndPrecedeTheAnswer() {
        assertThat(JudgingTemplate.standard(true).render("What is there?", "A\ncat.", List.of("A cat.", "Two\nlines.")))
                .isEqualTo("USER: Rate the last answer: is it accurate, helpful, natural and concise?\n"
                        + "The answer must be supported by these facts:\n- A cat.\n- Two lines.\n"
                        + "\nWhat is there? A cat. ASSISTANT: The rating is");
    }

    @Test
    void withoutFactsBothTemplatesRenderTheSameText() {
        JudgingTemplate plain = JudgingTemplate.standard(false);
        assertThat(plain.readsFacts()).isFalse();
        assertThat(plain.render("Q?", "A.", List.of("A cat.")))
                .isEqualTo(plain.render("Q?", "A.", List.of()))
                .isEqualTo(JudgingTemplate.standard(true).render("Q?", "A.", List.of()));
        assertThat(plain.hash()).isNotEqualTo(JudgingTemplate.standard(true).hash());
    }

    @Test
    void aSlotInAnAnswerIsShownLiterally() {
        JudgingTemplate template = new JudgingTemplate("{facts} {question} {answer}:");
        assertThat(template.render("{answer} $1", "{facts}\\", List.of())).isEqualTo(" {answer} $1 {facts}\\:");
    }

    @Test
    void aCustomTemplateMayHaveBracesButOnlyOneSlot() throws IOException {
        Path file = folder.resolve("own.txt");
        Files.writeString(file, "Judge {json} by {facts}: it is\n");
        JudgingTemplate own = JudgingTemplate.load(file);
        assertThat(own.readsFacts()).isTrue();
        assertThat(own.render("Q?", "A.", List.of())).isEqualTo("Judge {json} by : it is");
        Files.writeString(file, "{facts} and {facts}");
        assertThatThrownBy(() -> JudgingTemplate.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll("own.txt", "at most one {facts}");
    }
}
