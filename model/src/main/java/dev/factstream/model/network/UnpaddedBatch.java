package dev.factstream.model.network;

import java.util.Arrays;

/**
 * A batch without padding: only attention needs rows of equal length, everything else is computed for real tokens only.
 *
 * @param ids [N], row by row
 * @param positions [N], the position of each token in its row
 * @param spread [rows · length], the token in each cell of the padded batch; after the end of a row, the row's first token
 * @param cells [N], the cell of each token
 * @param places indices of the image tokens in {@code ids}
 * @param wanted indices of the requested positions in {@code ids}
 */
record UnpaddedBatch(long[] ids, long[] positions, long[] spread, long[] cells, long[] places, long[] wanted) {

    /** @param wanted indices into the padded ids */
    static UnpaddedBatch of(PaddedBatch batch, long[] wanted) {
        int total = Arrays.stream(batch.lengths()).sum();
        long[] ids = new long[total];
        long[] positions = new long[total];
        long[] spread = new long[batch.ids().length];
        long[] cells = new long[total];
        int next = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int first = next;
            for (int t = 0; t < batch.length(); t++) {
                int cell = row * batch.length() + t;
                boolean real = t < batch.lengths()[row];
                spread[cell] = real ? next : first;
                if (real) {
                    ids[next] = batch.ids()[cell];
                    positions[next] = t;
                    cells[next++] = cell;
                }
            }
        }
        return new UnpaddedBatch(ids, positions, spread, cells, moved(batch.places(), spread), moved(wanted, spread));
    }

    private static long[] moved(long[] cells, long[] spread) {
        return Arrays.stream(cells).map(cell -> spread[(int) cell]).toArray();
    }
}
