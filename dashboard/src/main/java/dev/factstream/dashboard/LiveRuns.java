package dev.factstream.dashboard;

import dev.factstream.drift.reader.DriftWindows;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.NewerSchemaException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data of the most recent runs, read from the topics in any order. Not thread-safe. */
final class LiveRuns {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuns.class);
    private static final int MOST_RUNS = 4;

    /** A record of the ledger has about 60 bytes per rollout, so a start reads some MB of it, however old the runs are. */
    private static final int MOST_VERSIONS = 2_000;

    private static final int MOST_STREAMS = 16;
    private static final int MOST_WINDOWS = 400;

    /** Returns by topic where to begin in each partition. */
    static Map<String, StartOffsets> topics(TopicNames names) {
        return Map.of(
                names.trainingLedger(),
                StartOffsets.last(MOST_VERSIONS),
                names.facts(),
                StartOffsets.last(RecentFacts.MOST),
                names.rewardDrift(),
                DriftWindows.startOfClosed(),
                names.openWindows(),
                DriftWindows.startOfOpen(),
                names.scoredRollouts(),
                StartOffsets.last(5_000));
    }

    private final TopicNames names;
    private final Map<String, LiveRun> runs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LiveRun> eldest) {
            return size() > MOST_RUNS;
        }
    };
    private final RecentFacts facts = new RecentFacts();
    private final DriftWindows drift = new DriftWindows(MOST_STREAMS, MOST_WINDOWS);
    private Optional<String> newest = Optional.empty();
    private long newestAtMillis = Long.MIN_VALUE;
    private long unreadable;

    LiveRuns(TopicNames names) {
        this.names = names;
    }

    /** Adds a record of any of the topics; skips unreadable ones. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(names.facts())) {
                facts.add(record);
            } else if (record.topic().equals(names.trainingLedger())) {
                add(Codecs.LEDGER.decode(record.value()));
            } else if (record.topic().equals(names.scoredRollouts())) {
                add(Codecs.SCORED.decode(record.value()), TopicCoordinate.of(record));
            } else {
                drift.add(Codecs.DRIFT.decode(record.value()));
            }
        } catch (MalformedRecordException | NewerSchemaException e) {
            unreadable++;
            LOG.info("Skipped {}: {}", TopicCoordinate.of(record), e.getMessage());
        }
    }

    private void add(LedgerRecord record) {
        run(record.runId()).add(record);
        if (record.createdAtMillis() >= newestAtMillis) {
            newestAtMillis = record.createdAtMillis();
            newest = Optional.of(record.runId());
        }
    }

    private void add(ScoredRollout scored, String coordinate) {
        String runId = scored.rollout().runId();
        run(runId).add(scored, coordinate);
        if (newest.isEmpty()) {
            newest = Optional.of(runId);
        }
    }

    private LiveRun run(String runId) {
        return runs.computeIfAbsent(runId, id -> new LiveRun());
    }

    /** The run with the newest version; before the first version, a run with rollouts. */
    Optional<String> newest() {
        return newest;
    }

    /** Returns the data of a run, which may be empty. */
    LiveRun of(String runId) {
        return run(runId);
    }

    RecentFacts facts() {
        return facts;
    }

    DriftWindows drift() {
        return drift;
    }

    /** The number of unreadable records. */
    long unreadable() {
        return unreadable;
    }
}
