package dev.factstream.training.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossAveragingTest {

    private static final List<EncodedConversation> BATCH = List.of(
            new EncodedConversation(new int[6], new int[] {2, 3, 5}, Optional.empty()),
            new EncodedConversation(new int[6], new int[] {5}, Optional.empty()));

    @Test
    void tokensWeighAlike() {
        assertThat(LossAveraging.TOKENS.weights(BATCH)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
    }

    @Test
    void rowsWeighAlikeHoweverLongTheirAnswers() {
        assertThat(LossAveraging.ROWS.weights(BATCH)).containsExactly(0.5f / 3, 0.5f / 3, 0.5f / 3, 0.5f);
    }
}
