package dev.factstream.model.network;

import java.util.List;

/**
 * The response tokens of a batch and the positions that predict them.
 *
 * @param places indices into the flattened hidden states [B · T]: the position before each token
 * @param targets the tokens
 * @param cells indices into the flattened result [B · R]
 */
public record ResponseTokens(long[] places, long[] targets, long[] cells) {

    /** Returns the response tokens of {@code batch}, row by row. */
    public static ResponseTokens of(TokenBatch batch) {
        List<TokenBatch.Row> rows = batch.rows();
        int total = rows.stream().mapToInt(TokenBatch.Row::responseLength).sum();
        int length = batch.length();
        int width = batch.responseLength();
        ResponseTokens tokens = new ResponseTokens(new long[total], new long[total], new long[total]);
        int next = 0;
        for (int r = 0; r < rows.size(); r++) {
            TokenBatch.Row row = rows.get(r);
            for (int i = 0; i < row.responseLength(); i++, next++) {
                tokens.places[next] = (long) r * length + row.responseStart() + i - 1;
                tokens.targets[next] = row.ids()[row.responseStart() + i];
                tokens.cells[next] = (long) r * width + i;
            }
        }
        return tokens;
    }
}
