package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import java.util.List;

/**
 * Where the real response tokens of a padded batch are.
 *
 * @param places position that predicts each token, in the flattened [B, T]
 * @param cells position of each token in the flattened [B, R]
 */
record TokenIndex(long[] places, long[] cells) {

    static TokenIndex of(TokenBatch batch) {
        List<TokenBatch.Row> rows = batch.rows();
        int total = rows.stream().mapToInt(TokenBatch.Row::responseLength).sum();
        TokenIndex index = new TokenIndex(new long[total], new long[total]);
        int next = 0;
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < rows.get(r).responseLength(); i++, next++) {
                index.places[next] = (long) r * batch.length() + rows.get(r).responseStart() + i - 1;
                index.cells[next] = (long) r * batch.responseLength() + i;
            }
        }
        return index;
    }
}
