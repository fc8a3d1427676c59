package dev.factstream.model.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.checkpoint.CheckpointException;
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
    void factsStandBehindTheDemandOneALine() {
        assertThat(JudgingTemplate.standard(true).render(List.of("A cat.", "Two\nlines.")))
                .isEqualTo("USER: Rate the last answer: is it accurate, helpful, natural and concise?\n"
                        + "The answer must be supported by these facts:\n- A cat.\n- Two lines.\n"
                        + " ASSISTANT: The rating is");
    }

    @Test
    void withoutFactsBothTemplatesAskTheSame() {
        JudgingTemplate plain = JudgingTemplate.standard(false);
        assertThat(plain.readsFacts()).isFalse();
        assertThat(plain.render(List.of("A cat.")))
                .isEqualTo(plain.render(List.of()))
                .isEqualTo(JudgingTemplate.standard(true).render(List.of()));
        assertThat(plain.hash()).isNotEqualTo(JudgingTemplate.standard(true).hash());
    }

    @Test
    void onesOwnFileMayHaveBracesButOneSlotOnly() throws IOException {
        Path file = folder.resolve("own.txt");
        Files.writeString(file, "Judge {json} by {facts}: it is\n");
        JudgingTemplate own = JudgingTemplate.load(file);
        assertThat(own.readsFacts()).isTrue();
        assertThat(own.render(List.of())).isEqualTo("Judge {json} by : it is");
        Files.writeString(file, "{facts} and {facts}");
        assertThatThrownBy(() -> JudgingTemplate.load(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("own.txt", "one {facts} at most");
    }
}
