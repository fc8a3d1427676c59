package dev.factstream.data.imports;

/** Told how far an import has come, after every row, on the importing thread. */
public interface ImportProgress {
    /** @param share of the source that is done, 0 to 1 */
    void done(double share);
}
