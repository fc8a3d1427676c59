package dev.factstream.actor.adapter;

import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.AvroCodec;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the published adapters: every actor reads all of them, and loads the newest concurrently with generation.
 *
 * <p>A version that is incomplete, corrupt or of another base is counted, logged and never served; the previous version stays. Only
 * committed records are read, so a manifest is visible exactly if its whole version was committed.
 */
public final class AdapterFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LATE_CHUNKS_NANOS = Duration.ofSeconds(10).toNanos();

    private final TopicFollower follower;
    private final TopicNames names;
    private final AdapterAssembler assembly;
    private final AdapterLoader loader;
    private final LatestAdapter latestAdapter;
    private final LongAdder rejected = new LongAdder();
    private Optional<AdapterManifest> reportedLate = Optional.empty();
    private long completeSince = System.nanoTime();
    private volatile boolean stopping;

    /**
     * @param follower of no topic yet; owned and closed by this feed
     * @param policyId whose adapters to follow
     */
    public AdapterFeed(
            TopicFollower follower,
            TopicNames names,
            String policyId,
            AdapterLoader loader,
            LatestAdapter latestAdapter) {
        this.follower = follower;
        this.names = names;
        this.assembly = new AdapterAssembler(policyId);
        this.loader = loader;
        this.latestAdapter = latestAdapter;
    }

    /** Returns the number of rejected versions and of rejected records on the topics of adapters. */
    public long rejected() {
        return rejected.sum();
    }

    /** Asks {@link #run} to return. Callable from any thread. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try (follower) {
            follower.follow(names.adapters(), StartOffsets.beginning());
            boolean chunks = false;
            while (!stopping) {
                follower.poll(POLL, this::handle);
                if (!chunks && follower.isCaughtUp()) { // the newest version is known, so that no older chunk is kept
                    follower.follow(names.adapterChunks(), StartOffsets.beginning());
                    chunks = true;
                }
                loadNewest();
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.adapters())) {
            decode(record, Codecs.MANIFESTS).ifPresent(assembly::add);
        } else {
            decode(record, Codecs.CHUNKS).ifPresent(assembly::add);
        }
    }

    private <T> Optional<T> decode(ConsumerRecord<byte[], byte[]> record, AvroCodec<T> codec) {
        if (record.value() == null) {
            return Optional.empty(); // a tombstone of compaction
        }
        try {
            return Optional.of(codec.decode(record.value()));
        } catch (MalformedRecordException e) {
            rejected.increment();
            LOG.error(
                    "Ignored an invalid adapter record at {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void loadNewest() {
        Optional<AdapterAssembler.Complete> complete = assembly.takeComplete();
        if (complete.isEmpty()) {
            reportLateChunks();
            return;
        }
        completeSince = System.nanoTime();
        AdapterManifest manifest = complete.get().manifest();
        try {
            latestAdapter.put(loader.load(manifest, complete.get().chunks()));
            LOG.info("Adapter {} is verified and ready", manifest.key());
        } catch (AdapterRejectedException e) {
            rejected.increment();
            LOG.error("Adapter {} is rejected, the previous one stays: {}", manifest.key(), e.getMessage());
        }
    }

    private void reportLateChunks() {
        Optional<AdapterManifest> waiting = assembly.incomplete();
        if (waiting.isEmpty()) {
            completeSince = System.nanoTime();
        } else if (!waiting.equals(reportedLate) && System.nanoTime() - completeSince > LATE_CHUNKS_NANOS) {
            reportedLate = waiting;
            rejected.increment();
            LOG.error(
                    "Adapter {} lacks chunks and cannot be served, the previous one stays",
                    waiting.get().key());
        }
    }
}
