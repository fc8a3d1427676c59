package dev.factstream.console.bench;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;

/** Token ids that any program can make again; {@code bench_peer.py} does. */
final class SyntheticTokens {
    private static final int SPECIAL = 4;

    private SyntheticTokens() {}

    /** Row {@code row} of {@code length} tokens, no special one and no image token among them. */
    static int[] row(LlavaConfig config, int row, int length) {
        int range = config.text().vocabSize() - SPECIAL - 1;
        int image = config.image().map(ImageInput::tokenId).orElse(-1);
        int[] ids = new int[length];
        for (int t = 0; t < length; t++) {
            int id = SPECIAL + (row * 7919 + t * 10473 + row * t % 97) % range;
            ids[t] = id == image ? id + 1 : id;
        }
        return ids;
    }
}
