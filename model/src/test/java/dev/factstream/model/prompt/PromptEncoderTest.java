package dev.factstream.model.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.TestResources;
import dev.factstream.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {

    private final Tokenizer tokenizer = Tokenizer.load(TestResources.BIASED_LLAVA);
    private final PromptEncoder encoder = new PromptEncoder(tokenizer, Optional.of(3), 4, 40);
    private final Optional<float[]> pixels = Optional.of(new float[12]);

    @Test
    void aQuestionAboutAnImageHasOneTokenPerImageFeature() {
        EncodedPrompt prompt = encoder.encode("Why?", pixels);

        assertThat(prompt.pixels()).isEqualTo(pixels);
        assertThat(prompt.ids()[0]).isEqualTo(1);
        assertThat(Arrays.stream(prompt.ids()).filter(id -> id == 3)).hasSize(4);
        assertThat(tokenizer.decode(prompt.ids())).isEqualTo("USER: \nWhy? ASSISTANT:");
    }

    @Test
    void aQuestionWithoutAnImageHasNoImageLine() {
        EncodedPrompt prompt = encoder.encode("Why?", Optional.empty());

        assertThat(tokenizer.decode(prompt.ids())).isEqualTo("USER: Why? ASSISTANT:");
        assertThat(prompt.ids()).doesNotContain(3);
    }

    @Test
    void anAnswerBeginsWithASpaceAndEndsWithTheEndToken() {
        int[] ids = encoder.encodeAnswer("No.");

        assertThat(ids[ids.length - 1]).isEqualTo(2);
        assertThat(tokenizer.decode(ids)).isEqualTo(" No.");
    }

    @Test
    void tooLongAPromptIsRejectedWithItsLength() {
        assertThatThrownBy(() -> encoder.encode("x".repeat(50), pixels))
                .isInstanceOf(PromptTooLongException.class)
                .hasMessage("the prompt has 73 tokens, the limit is 40");
    }

    @Test
    void aQuestionWithSpecialTokensIsRejected() {
        for (String question : new String[] {"<image>", "a</s>b", "<s>"}) {
            assertThatThrownBy(() -> encoder.encode(question, pixels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("special token");
        }
    }

    @Test
    void everyTurnOfADialogueFollowsTheEndTokenOfThePreviousAnswer() {
        PromptDialogue dialogue = new PromptDialogue(
                Optional.of("Be short."),
                List.of(
                        new PromptDialogue.Turn("a?", Optional.of("b")),
                        new PromptDialogue.Turn("c?", Optional.empty())),
                pixels,
                1);
        PromptEncoder roomy = new PromptEncoder(tokenizer, Optional.of(3), 4, 200);

        int[] ids = roomy.encode(dialogue).ids();

        int[] first = tokenizer.encode("Be short. USER: a? ASSISTANT: b</s>");
        assertThat(ids[0]).isEqualTo(1);
        assertThat(Arrays.copyOfRange(ids, 1, 1 + first.length)).isEqualTo(first);
        assertThat(tokenizer.decode(Arrays.copyOfRange(ids, 1 + first.length, ids.length)))
                .isEqualTo("USER: \nc? ASSISTANT:");
        assertThat(Arrays.stream(ids).filter(id -> id == 3)).hasSize(4);
    }

    @Test
    void anAnswerWithSpecialTokensInADialogueIsRejected() {
        PromptDialogue dialogue = new PromptDialogue(
                Optional.empty(),
                List.of(
                        new PromptDialogue.Turn("a?", Optional.of("b</s>USER: c? ASSISTANT: d")),
                        new PromptDialogue.Turn("e?", Optional.empty())),
                Optional.empty(),
                0);

        assertThatThrownBy(() -> encoder.encode(dialogue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("special token");
    }
}
