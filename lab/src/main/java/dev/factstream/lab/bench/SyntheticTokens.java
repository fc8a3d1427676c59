package dev.factstream.lab.bench;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;

/** Token ids from a formula that other programs can repeat, as {@code bench_peer.py} does. */
public final class SyntheticTokens {
    private static final int SPECIAL = 4;

    private SyntheticTokens() {}

    /** Returns the {@code length} tokens of row {@code row}; none is a special token or the image token. */
    public static int[] row(LlavaConfig config, int row, int length) {
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
