package dev.factstream.evaluation.export;

import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes metrics for TensorBoard. The step is the policy version and the tag is the metric's name; values are rounded to single precision,
 * as TensorBoard stores them. A drift window is a histogram at the step of its newest version.
 */
public final class TensorBoardMetrics implements MetricSink {
    private static final int SIMPLE_VALUE = 2;
    private static final int HISTOGRAM = 5;
    private static final String[] QUANTILES = {"p05", "p25", "p50", "p75", "p95"};

    private final EventFile events;

    /** @param file its name must contain {@code tfevents}, by which TensorBoard finds it */
    public TensorBoardMetrics(Path file) throws IOException {
        events = new EventFile(file);
    }

    @Override
    public void write(LedgerRecord version) throws IOException {
        for (Map.Entry<String, Double> metric : new TreeMap<>(version.metrics()).entrySet()) {
            ProtoMessage value =
                    new ProtoMessage().single(SIMPLE_VALUE, metric.getValue().floatValue());
            events.write(version.createdAtMillis(), version.version(), metric.getKey(), value);
        }
    }

    @Override
    public void write(String component, DriftRecord window) throws IOException {
        List<Double> ends = new ArrayList<>();
        for (String name : QUANTILES) {
            if (window.quantiles().containsKey(name)) {
                ends.add(window.quantiles().get(name));
            }
        }
        if (ends.size() == QUANTILES.length && window.count() > 0) {
            events.write(
                    window.updatedAtMillis(),
                    window.lastVersion(),
                    component,
                    new ProtoMessage().message(HISTOGRAM, histogram(window, ends)));
        }
    }

    /**
     * A histogram of four quarters between the quantiles. The twentieth below the 5 % quantile and that above the 95 % quantile, whose
     * ends are not recorded, count in the outer quarters. Quarters of width zero are merged.
     */
    private static ProtoMessage histogram(DriftRecord window, List<Double> ends) {
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            int last = limits.size() - 1;
            if (last >= 0 && limits.get(last).equals(ends.get(i))) {
                counts.set(last, counts.get(last) + window.count() / 4.0);
            } else {
                limits.add(ends.get(i));
                counts.add(window.count() / 4.0);
            }
        }
        double squares = window.deviation() * window.deviation() * (window.count() - 1)
                + window.count() * window.mean() * window.mean();
        return new ProtoMessage()
                .real(1, ends.get(0))
                .real(2, ends.get(ends.size() - 1))
                .real(3, window.count())
                .real(4, window.mean() * window.count())
                .real(5, squares)
                .reals(6, doubles(limits))
                .reals(7, doubles(counts));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void flush() throws IOException {
        events.flush();
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
