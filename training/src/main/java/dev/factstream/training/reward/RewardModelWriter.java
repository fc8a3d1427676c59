package dev.factstream.training.reward;

import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.reward.RewardHead;
import dev.factstream.model.reward.RewardModelFolder;
import dev.factstream.model.reward.ScoreScale;
import dev.factstream.model.reward.SelfCheckInput;
import dev.factstream.schemas.rows.PreferenceRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the trained reward model, with held-out answers as its self-check.
 *
 * @param heldOut pairs that these answers are taken from
 */
record RewardModelWriter(RewardTrainingOptions options, List<EncodedPair> heldOut) {

    private static final int SELF_CHECKS = 16;

    void write(LoraAdapter adapter, RewardHead head, ScoreScale scale) throws IOException {
        List<SelfCheckInput> selfCheck = new ArrayList<>();
        for (EncodedPair pair : heldOut.subList(0, Math.min(heldOut.size(), SELF_CHECKS))) {
            selfCheck.add(input(pair.row()));
        }
        RewardModelFolder.write(options.out(), options.base(), adapter, head, options.template(), scale, selfCheck);
    }

    private SelfCheckInput input(PreferenceRow row) throws IOException {
        Optional<byte[]> image = row.image().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Files.readAllBytes(options.data().resolve(row.image().get())));
        return new SelfCheckInput(
                row.question(), image, row.answer1(), true, EncodedPair.facts(row), EncodedPair.orderSeed(row));
    }
}
