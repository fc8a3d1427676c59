package dev.factstream.data.imports;

/** Receives the progress of an import after every row, on the importing thread. */
public interface ImportProgress {
    /** @param share the imported share of the source, 0 to 1 */
    void done(double share);
}
