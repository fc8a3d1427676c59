package dev.factstream.actor.adapter;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.AvroCodec;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the runs on an actor's base and their published adapters: every actor reads all of them, and loads the newest of each run
 * concurrently with generation.
 *
 * <p>A version that is incomplete, corrupt or of another base is counted, logged and never served; the previous version stays. Only
 * committed records are read, so a manifest is visible exactly if its whole version was committed.
 */
public final class AdapterFeed implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** After this time chunks that came before their run was served are looked for. */
    private static final Duration MISSED_CHUNKS = Duration.ofMillis(500);

    private static final Duration LATE_CHUNKS = Duration.ofSeconds(10);
    /** Clocks of learner and broker may differ by this much. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(10);

    private final TopicFollower follower;
    private final TopicScanner scanner;
    private final TopicNames names;
    private final AdapterLoader loader;
    private final LatestAdapters latest;
    private final RunListener listener;
    private final ServedRuns runs;
    private final Map<String, AdapterAssembler> assemblers = new HashMap<>();
    private final Set<String> served = new HashSet<>();
    private final LateChunks missed = new LateChunks(MISSED_CHUNKS);
    private final LateChunks late = new LateChunks(LATE_CHUNKS);
    private final LongAdder rejected = new LongAdder();
    private volatile Optional<String> unserved = Optional.empty();
    private volatile boolean stopping;

    /**
     * @param listener learns which runs to serve
     * @throws dev.factstream.runtime.kafka.MissingTopicException if a topic does not exist
     */
    public AdapterFeed(
            KafkaClients clients,
            String clientId,
            TopicNames names,
            AdapterLoader loader,
            LatestAdapters latest,
            RunListener listener,
            Clock clock) {
        this.names = names;
        this.loader = loader;
        this.latest = latest;
        this.listener = listener;
        scanner = new TopicScanner(clients);
        runs = new ServedRuns(loader.baseHash(), clock);
        follower = TopicFollower.open(
                clients.consumer(clientId), StartOffsets.beginning(), names.runState(), names.adapters());
        follower.follow(names.adapterChunks(), StartOffsets.last(0));
    }

    /** Returns the number of rejected versions and of rejected records on the topics of runs and adapters. */
    public long rejected() {
        return rejected.sum();
    }

    /** Returns why no run is served although some are open. */
    public Optional<String> unserved() {
        return unserved;
    }

    /** Asks {@link #run} to return. Callable from any thread. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try (follower) {
            boolean caughtUp = false;
            while (!stopping) {
                follower.poll(POLL, this::handle);
                caughtUp = caughtUp || follower.isCaughtUp();
                if (caughtUp) { // the newest versions are known, so that no older one is loaded
                    serve();
                    Map.copyOf(assemblers).values().forEach(this::loadNewest);
                }
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.runState())) {
            if (record.value() == null) {
                runs.remove(RecordKeys.text(record.key()));
            }
            decode(record, Codecs.RUN_STATES).ifPresent(runs::put);
        } else if (record.topic().equals(names.adapters())) {
            decode(record, Codecs.MANIFESTS).ifPresent(manifest -> {
                runs.add(manifest);
                assemblers.values().forEach(assembler -> assembler.add(manifest));
            });
        } else {
            addChunk(record);
        }
    }

    private void addChunk(ConsumerRecord<byte[], byte[]> record) {
        decode(record, Codecs.CHUNKS)
                .ifPresent(chunk -> assemblers.values().forEach(assembler -> assembler.add(chunk)));
    }

    private <T> Optional<T> decode(ConsumerRecord<byte[], byte[]> record, AvroCodec<T> codec) {
        if (record.value() == null) {
            return Optional.empty(); // a tombstone
        }
        try {
            return Optional.of(codec.decode(record.value()));
        } catch (MalformedRecordException e) {
            rejected.increment();
            LOG.error(
                    "Ignored an invalid record at {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Begins to serve runs that have opened, and ends others. */
    private void serve() {
        unserved = runs.unserved();
        Set<String> ended = new HashSet<>(served);
        for (RunState run : runs.served()) {
            ended.remove(run.runId());
            if (served.add(run.runId())) {
                listener.opened(run);
            }
            if (latest.isReleased(run.runId())) {
                assemblers.remove(run.runId());
            } else if (!assemblers.containsKey(run.runId())) {
                assemble(run.runId());
            }
        }
        for (String runId : ended) {
            served.remove(runId);
            assemblers.remove(runId);
            latest.remove(runId);
            listener.ended(runId);
        }
    }

    /** Begins to follow the adapters of a run with its newest version, whose chunks may have been passed already. */
    private void assemble(String runId) {
        AdapterAssembler assembler = new AdapterAssembler(runId);
        assemblers.put(runId, assembler);
        runs.newest(runId).ifPresent(manifest -> {
            assembler.add(manifest);
            scanChunks(manifest);
        });
    }

    private void scanChunks(AdapterManifest manifest) {
        Instant before = Instant.ofEpochMilli(manifest.createdAtMillis()).minus(CLOCK_DIFFERENCE);
        scanner.read(names.adapterChunks(), StartOffsets.since(before), this::addChunk);
    }

    private void loadNewest(AdapterAssembler assembler) {
        Optional<AdapterAssembler.Complete> complete = assembler.takeComplete();
        if (complete.isEmpty()) {
            assembler.incomplete().filter(missed::isNewlyLate).ifPresent(this::scanChunks);
            assembler.incomplete().filter(late::isNewlyLate).ifPresent(waiting -> {
                rejected.increment();
                LOG.error("Adapter {} lacks chunks and cannot be served, the previous one stays", waiting.key());
            });
            return;
        }
        AdapterManifest manifest = complete.get().manifest();
        try {
            latest.put(loader.load(manifest, complete.get().chunks()));
            LOG.info("Adapter {} is verified and ready", manifest.key());
        } catch (AdapterRejectedException e) {
            rejected.increment();
            LOG.error("Adapter {} is rejected, the previous one stays: {}", manifest.key(), e.getMessage());
        }
    }

    /** Frees a feed that was never run; {@link #run} does so itself. */
    @Override
    public void close() {
        follower.close();
    }
}
