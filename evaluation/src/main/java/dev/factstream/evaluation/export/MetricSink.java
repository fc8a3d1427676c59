package dev.factstream.evaluation.export;

import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.io.IOException;

/** A file that metrics are written to. Implementations keep no records and are not thread-safe. */
public interface MetricSink extends AutoCloseable {
    /** Writes the metrics of a version. */
    void write(LedgerRecord version) throws IOException;

    /** Writes the statistics of a component in a closed drift window. @param component with the name of its stream */
    void write(String component, DriftRecord window) throws IOException;

    /** Makes everything that was written visible to readers of the file. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
