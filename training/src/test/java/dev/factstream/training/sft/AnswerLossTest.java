package dev.factstream.training.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerLossTest {

    private static final EncodedConversation LONG =
            new EncodedConversation(new int[] {1, 5, 6, 7, 8, 9, 4, 2}, new int[] {2, 3, 4, 5, 6, 7}, Optional.empty());
    private static final EncodedConversation SHORT =
            new EncodedConversation(new int[] {1, 8, 5, 2}, new int[] {3}, Optional.empty());

    @TempDir
    Path folder;

    @Test
    void meanOverRowsWeighsAnswersEquallyAndMeanOverTokensByLength() throws IOException {
        TinyModel.write(folder, 1);
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu())) {
            double ofLong = loss(model, LossAveraging.TOKENS, LONG);
            double ofShort = loss(model, LossAveraging.TOKENS, SHORT);
            assertThat(Math.abs(ofLong - ofShort)).isGreaterThan(0.01);
            assertThat(loss(model, LossAveraging.ROWS, LONG, SHORT)).isCloseTo((ofLong + ofShort) / 2, within(1e-5));
            assertThat(loss(model, LossAveraging.TOKENS, LONG, SHORT))
                    .isCloseTo((6 * ofLong + ofShort) / 7, within(1e-5));
        }
    }

    private static double loss(VisionLanguageModel model, LossAveraging mean, EncodedConversation... rows) {
        try (AnswerLoss loss = new AnswerLoss(model, mean);
                NDManager scope = model.newScope()) {
            return loss.of(scope, List.of(rows), false).loss().getFloat();
        }
    }
}
