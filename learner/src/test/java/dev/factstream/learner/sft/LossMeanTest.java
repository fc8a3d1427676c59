package dev.factstream.learner.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossMeanTest {

    private static final List<Conversation> BATCH = List.of(
            new Conversation(new int[6], new int[] {2, 3, 5}, Optional.empty()),
            new Conversation(new int[6], new int[] {5}, Optional.empty()));

    @Test
    void tokensWeighAlike() {
        assertThat(LossMean.TOKENS.weights(BATCH)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
    }

    @Test
    void rowsWeighAlikeHoweverLongTheirAnswers() {
        assertThat(LossMean.ROWS.weights(BATCH)).containsExactly(0.5f / 3, 0.5f / 3, 0.5f / 3, 0.5f);
    }
}
