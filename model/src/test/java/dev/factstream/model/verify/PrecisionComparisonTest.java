package dev.factstream.model.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionComparisonTest {

    @Test
    void bf16GivesNearlyTheSameTokensAndFp32ExactlyTheSame() {
        List<EncodedPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            prompts.add(ReferenceModel.prompt("What" + "?".repeat(i), i % 2));
        }
        try (VisionLanguageModel narrow =
                VisionLanguageModel.load(TestResources.BIASED_LLAVA, Device.cpu(), Precision.BF16)) {
            VisionLanguageModel exact = ReferenceModel.get();

            PrecisionComparison compared = PrecisionComparison.of(exact, narrow, prompts, 12);

            assertThat(compared.forced()).isGreaterThan(.8);
            assertThat(compared.k3()).as("bf16 is in use").isBetween(1e-8, 1e-3);
            assertThat(compared.k3InFp32()).isLessThan(1e-8);
            PrecisionComparison same = PrecisionComparison.of(exact, exact, prompts, 12);
            assertThat(same.free()).isEqualTo(1);
            assertThat(same.forced()).isEqualTo(1);
        }
    }
}
