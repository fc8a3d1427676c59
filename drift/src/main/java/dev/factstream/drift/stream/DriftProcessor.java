package dev.factstream.drift.stream;

import dev.factstream.drift.window.CanaryHistory;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.Observation;
import dev.factstream.drift.window.PublishedVersions;
import dev.factstream.drift.window.WindowHistory;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the windows of every stream of rollouts in state stores. Fields hold only which windows to report and a cache of values
 * read from a store, so a crash neither loses a rollout nor counts it twice.
 */
final class DriftProcessor implements Processor<String, byte[], byte[], DriftRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(DriftProcessor.class);

    private final DriftMonitor monitor;
    private final Duration updateInterval;
    private final DriftGauges gauges;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, PublishedVersions> publishedCache = new HashMap<>();

    private ProcessorContext<byte[], DriftRecord> context;
    private KeyValueStore<String, byte[]> windows;
    private KeyValueStore<String, byte[]> histories;
    private KeyValueStore<String, byte[]> published;

    /** @param gauges updated with every closed window */
    DriftProcessor(DriftMonitor monitor, Duration updateInterval, DriftGauges gauges) {
        this.monitor = monitor;
        this.updateInterval = updateInterval;
        this.gauges = gauges;
    }

    @Override
    public void init(ProcessorContext<byte[], DriftRecord> context) {
        this.context = context;
        windows = context.getStateStore(DriftTopology.WINDOWS_STORE);
        histories = context.getStateStore(DriftTopology.HISTORIES_STORE);
        published = context.getStateStore(DriftTopology.PUBLISHED_STORE);
        try (KeyValueIterator<String, byte[]> open = windows.all()) {
            open.forEachRemaining(
                    entry -> changed.add(entry.key)); // the previous process may have died before it reported them
        }
        context.schedule(updateInterval, PunctuationType.WALL_CLOCK_TIME, now -> reportChanged());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Object input = DriftInputCodec.read(record.value());
        if (input instanceof Observation rollout) {
            observe(rollout, record.timestamp());
        } else {
            addVersion(record.key(), (DriftInputCodec.PublishedVersion) input, record.timestamp());
        }
    }

    private void observe(Observation rollout, long timestamp) {
        String stream = rollout.stream();
        PublishedVersions versions = publishedVersions(runOf(stream));
        DriftWindow window = load(windows, stream, DriftWindow::read, DriftWindow::new);
        if (monitor.isFull(window, rollout, versions, timestamp)) {
            WindowHistory history = load(histories, stream, WindowHistory::read, WindowHistory::new);
            List<DriftRecord> records =
                    monitor.close(stream, window, history, () -> canaryHistory(runOf(stream)), versions);
            forward(records);
            gauges.update(records);
            log(records.get(records.size() - 1));
            histories.put(stream, DriftInputCodec.bytes(history::write));
            window = new DriftWindow();
        }
        window.add(rollout, versions, timestamp);
        windows.put(stream, DriftInputCodec.bytes(window::write));
        changed.add(stream);
    }

    private void addVersion(String runId, DriftInputCodec.PublishedVersion version, long timestamp) {
        PublishedVersions versions = publishedVersions(runId);
        versions.add(version.version(), version.adapterHash(), timestamp, version.kl());
        published.put(runId, DriftInputCodec.bytes(versions::write));
    }

    private void reportChanged() {
        for (String stream : changed) {
            DriftWindow window = load(windows, stream, DriftWindow::read, DriftWindow::new);
            if (window.rollouts() > 0) {
                forward(monitor.report(
                        stream, window, load(histories, stream, WindowHistory::read, WindowHistory::new)));
            }
        }
        changed.clear();
    }

    private void forward(List<DriftRecord> records) {
        records.forEach(record ->
                context.forward(new Record<>(RecordKeys.bytes(record.key()), record, record.updatedAtMillis())));
    }

    private static void log(DriftRecord summary) {
        summary.findings()
                .forEach(finding -> LOG.warn(
                        "{}, window {}, versions {} to {}: {} {} ({} in a row): {}",
                        summary.stream(),
                        summary.window(),
                        summary.firstVersion(),
                        summary.lastVersion(),
                        finding.level(),
                        finding.name(),
                        finding.windows(),
                        finding.detail()));
    }

    /** Returns all finished rounds; of the current round, only the fastest answers may have arrived. */
    private CanaryHistory canaryHistory(String runId) {
        return load(histories, Observation.canaryStream(runId), WindowHistory::read, WindowHistory::new)
                .canaryHistory();
    }

    private PublishedVersions publishedVersions(String runId) {
        return publishedCache.computeIfAbsent(
                runId, id -> load(published, id, PublishedVersions::read, PublishedVersions::new));
    }

    private static String runOf(String stream) {
        int purpose = stream.lastIndexOf('@');
        return purpose < 0 ? stream : stream.substring(0, purpose);
    }

    private static <T> T load(
            KeyValueStore<String, byte[]> store, String key, DriftInputCodec.Reader<T> reader, Supplier<T> fresh) {
        byte[] bytes = store.get(key);
        return bytes == null ? fresh.get() : DriftInputCodec.read(bytes, reader);
    }
}
