package dev.factstream.evaluation.export;

import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes metrics as CSV, a row for each value: {@code version,time,name,value}. Values have all their digits; times are in UTC. A drift
 * window gives its mean, deviation and quantiles, at the version of its newest rollout. An earlier file is replaced.
 */
public final class CsvMetrics implements MetricSink {
    private final BufferedWriter out;

    public CsvMetrics(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
        out.write("version,time,name,value\n");
    }

    @Override
    public void write(LedgerRecord version) throws IOException {
        for (Map.Entry<String, Double> metric : new TreeMap<>(version.metrics()).entrySet()) {
            row(version.version(), version.createdAtMillis(), metric.getKey(), metric.getValue());
        }
    }

    @Override
    public void write(String component, DriftRecord window) throws IOException {
        row(window, component + ".mean", window.mean());
        row(window, component + ".deviation", window.deviation());
        for (Map.Entry<String, Double> quantile : new TreeMap<>(window.quantiles()).entrySet()) {
            row(window, component + "." + quantile.getKey(), quantile.getValue());
        }
    }

    private void row(DriftRecord window, String name, double value) throws IOException {
        row(window.lastVersion(), window.updatedAtMillis(), name, value);
    }

    private void row(int version, long millis, String name, double value) throws IOException {
        out.write(version + "," + Instant.ofEpochMilli(millis) + "," + quoted(name) + "," + value + "\n");
    }

    private static String quoted(String name) {
        return name.matches("[^,\"\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
