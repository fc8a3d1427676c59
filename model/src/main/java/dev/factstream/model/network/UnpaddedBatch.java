package dev.factstream.model.network;

import java.util.Arrays;

/**
 * A batch without its padding: only attention needs rows of one length, all else is computed for real tokens alone.
 *
 * @param ids [N], row after row
 * @param positions [N], where in its row each token stands
 * @param spread [rows · length], which token stands in a cell of the padded batch; behind the end of a row its first one
 * @param cells [N], the cell of each token
 * @param places indices into {@code ids} of the image tokens
 * @param wanted indices into {@code ids} of the positions that were asked for
 */
record UnpaddedBatch(long[] ids, long[] positions, long[] spread, long[] cells, long[] places, long[] wanted) {

    /** @param wanted indices into the padded ids */
    static UnpaddedBatch of(PackedBatch batch, long[] wanted) {
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
