package dev.factstream.lab.experiment.throughput;

import dev.factstream.lab.stream.StreamListener;
import dev.factstream.lab.stream.VersionProgress;
import dev.factstream.learner.VersionReport;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;

/** Measures the times of a stream: the learner's thread reports versions, and {@link #times} is called after the stream has ended. */
final class StreamStopwatch implements StreamListener {
    private final List<StreamTimes.VersionTimes> versions = new ArrayList<>();
    private long last;

    @Override
    public synchronized void started(int first, int target) {
        last = System.nanoTime();
    }

    @Override
    public synchronized void versionMade(VersionProgress progress) {
        long now = System.nanoTime();
        VersionReport report = progress.report();
        double compute = report.metric(MetricNames.COMPUTE_SECONDS);
        versions.add(new StreamTimes.VersionTimes(
                (now - last) / 1e9, report.waitSeconds(), compute, report.workSeconds() - compute));
        last = now;
    }

    synchronized StreamTimes times() {
        return new StreamTimes(versions);
    }
}
