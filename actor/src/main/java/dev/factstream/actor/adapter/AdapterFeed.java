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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
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
    /** After this time missing chunks are looked for on their topic: they came before their run was served, or were dropped. */
    private static final Duration MISSED_CHUNKS = Duration.ofMillis(500);
    /** After this time a version that lacks chunks is refused. */
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
    /** An adapter is joined to one file on the heap, and its tensors are read from that. */
    private final ChunkBuffer chunks = new ChunkBuffer(Runtime.getRuntime().maxMemory() / 4);

    private final RefusedRuns refused = new RefusedRuns(System::nanoTime);
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
        follower = TopicFollower.open(clients.consumer(clientId), StartOffsets.beginning(), names.runState());
        follower.follow(names.adapters(), StartOffsets.last(0));
        follower.follow(names.adapterChunks(), StartOffsets.last(0));
    }

    /** Returns the number of rejected versions and of rejected records on the topics of runs and adapters. */
    public long rejected() {
        return rejected.sum();
    }

    /** Returns why no run is served although some are open; empty otherwise. */
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
                if (caughtUp) { // the open runs are known
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
            addManifest(record, assemblers.values());
        } else {
            addChunk(record);
        }
    }

    private void addManifest(ConsumerRecord<byte[], byte[]> record, Collection<AdapterAssembler> receivers) {
        decode(record, Codecs.MANIFESTS).ifPresent(manifest -> receivers.forEach(assembler -> assembler.add(manifest)));
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
        Collection<RunState> open = runs.served();
        refused.retain(open.stream().map(RunState::runId).collect(Collectors.toSet()));
        Set<String> ended = new HashSet<>(served);
        List<AdapterAssembler> begun = new ArrayList<>();
        for (RunState run : open) {
            ended.remove(run.runId());
            if (!served.contains(run.runId()) && !begin(run)) {
                continue;
            }
            if (latest.isReleased(run.runId())) {
                stopAssembling(run.runId());
            } else if (!assemblers.containsKey(run.runId())) {
                AdapterAssembler assembler = new AdapterAssembler(run.runId(), chunks, System::nanoTime);
                assemblers.put(run.runId(), assembler);
                begun.add(assembler);
            }
        }
        for (String runId : ended) {
            served.remove(runId);
            stopAssembling(runId);
            latest.remove(runId);
            listener.ended(runId);
        }
        unserved = runs.unserved().or(() -> served.isEmpty() ? refused.reason() : Optional.empty());
        if (!begun.isEmpty()) {
            scanner.read(names.adapters(), record -> addManifest(record, begun));
            begun.forEach(assembler -> search(assembler, Duration.ZERO));
        }
    }

    /** Returns whether the run is served now. A state that names an unprepared share group, for instance, must not stop the actor. */
    private boolean begin(RunState run) {
        if (!refused.mayTry(run.runId())) {
            return false;
        }
        try {
            listener.opened(run);
        } catch (KafkaException e) {
            LOG.warn("Run {} cannot be served now: {}", run.runId(), e.getMessage());
            refused.refuse(run.runId(), e.getMessage());
            return false;
        }
        refused.remove(run.runId());
        served.add(run.runId());
        return true;
    }

    private void stopAssembling(String runId) {
        Optional.ofNullable(assemblers.remove(runId)).ifPresent(AdapterAssembler::close);
    }

    /** Reads the chunks of the newest version again, from the time on at which it was made. */
    private void search(AdapterAssembler assembler, Duration patience) {
        assembler.takeUnsearched(patience).ifPresent(manifest -> {
            Instant before = Instant.ofEpochMilli(manifest.createdAtMillis()).minus(CLOCK_DIFFERENCE);
            scanner.read(names.adapterChunks(), StartOffsets.since(before), this::addChunk);
        });
    }

    private void loadNewest(AdapterAssembler assembler) {
        Optional<AdapterAssembler.Complete> complete = assembler.complete();
        if (complete.isPresent()) {
            load(assembler, complete.get());
            return;
        }
        search(assembler, MISSED_CHUNKS);
        assembler.late(LATE_CHUNKS).ifPresent(manifest -> refuse(assembler, manifest, "it lacks chunks"));
    }

    private void load(AdapterAssembler assembler, AdapterAssembler.Complete complete) {
        AdapterManifest manifest = complete.manifest();
        try {
            latest.put(loader.load(manifest, complete.chunks()));
            assembler.accept(manifest);
            LOG.info("Adapter {} is verified and ready", manifest.key());
        } catch (AdapterRejectedException e) {
            refuse(assembler, manifest, e.getMessage());
        }
    }

    private void refuse(AdapterAssembler assembler, AdapterManifest manifest, String why) {
        assembler.refuse(manifest);
        rejected.increment();
        LOG.error("Adapter {} is rejected, the previous one stays: {}", manifest.key(), why);
    }

    /** Frees a feed that was never run; {@link #run} does so itself. */
    @Override
    public void close() {
        follower.close();
    }
}
