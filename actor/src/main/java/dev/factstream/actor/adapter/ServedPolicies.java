package dev.factstream.actor.adapter;

import dev.factstream.model.generate.SequenceDecoder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies that a decoder draws with: one per run, each with its own weights on a common base. Runs without an adapter draw
 * with the base.
 *
 * <p>The weights of all runs together are bounded: beyond the bound, those of an idle run are freed, the least recently used first,
 * and loaded again when the run has tickets. If every run is busy, the one loaded first gets no new sequences until it is idle, so
 * runs that do not fit together take turns. At least one run's weights are kept.
 *
 * <p>One thread decodes and swaps the weights; {@link #version} and {@link #newest} may be read by any thread.
 */
public final class ServedPolicies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedPolicies.class);

    private final SequenceDecoder decoder;
    private final LatestAdapters latest;
    private final long maxBytes;
    private final boolean rebuild;
    private final Map<String, PolicyVersion> versions = new ConcurrentHashMap<>();
    private final Map<String, Long> loaded = new LinkedHashMap<>(); // bytes, in the order of loading
    private final Map<String, Long> lastUses = new HashMap<>();
    private long uses;
    private Optional<String> yielding = Optional.empty();
    private volatile PolicyVersion newest = PolicyVersion.BASE;

    /**
     * @param decoder owned and closed by this object
     * @param maxBytes maximum memory for the weights of several runs
     * @param rebuild whether running sequences are processed again with new weights
     */
    public ServedPolicies(SequenceDecoder decoder, LatestAdapters latest, long maxBytes, boolean rebuild) {
        this.decoder = decoder;
        this.latest = latest;
        this.maxBytes = maxBytes;
        this.rebuild = rebuild;
    }

    /** Returns the decoder, for the generating thread only. */
    public SequenceDecoder decoder() {
        return decoder;
    }

    /** Returns the version that draws the next token of a run. */
    public PolicyVersion version(String runId) {
        return versions.getOrDefault(runId, PolicyVersion.BASE);
    }

    /** Returns the version that was taken up last, of whichever run. */
    public PolicyVersion newest() {
        return newest;
    }

    /** Returns the runs for which newer weights can be taken up. */
    public List<String> newer() {
        return latest.arrived();
    }

    /** Takes up the newest weights of a run, if there are newer ones. They are already folded. */
    public void swap(String runId) {
        latest.take(runId).ifPresent(adapter -> {
            long bytes = adapter.weights().bytes();
            newest = adapter.version();
            versions.put(runId, adapter.version());
            decoder.useWeights(runId, adapter.weights(), rebuild);
            loaded.put(runId, bytes);
            lastUses.put(runId, uses++);
        });
    }

    /**
     * Whether a sequence of this run may start now. If the run's weights were freed, they are loaded again.
     *
     * @param runId of a run with a ticket to start
     */
    public boolean mayStart(String runId) {
        if (versions.containsKey(runId) && !loaded.containsKey(runId)) {
            latest.request(runId);
            return false;
        }
        return !yielding.filter(runId::equals).isPresent();
    }

    /** Notes that a sequence of this run starts. */
    public void use(String runId) {
        lastUses.put(runId, uses++);
    }

    /** Frees weights until the bound holds, or has a run become idle for that. @param idle whether a run has no sequences */
    public void limitMemory(Predicate<String> idle) {
        yielding = Optional.empty();
        while (loaded.size() > 1 && bytes() > maxBytes) {
            Optional<String> victim = loaded.keySet().stream().filter(idle).min(Comparator.comparing(lastUses::get));
            if (victim.isEmpty()) {
                yielding = loaded.keySet().stream().findFirst();
                return;
            }
            LOG.info("Freeing the weights of run {}, which is idle", victim.get());
            free(victim.get());
            latest.release(victim.get());
        }
    }

    /** Frees the weights of a run that is not served any longer and has no sequences. */
    public void forget(String runId) {
        free(runId);
        versions.remove(runId);
    }

    private void free(String runId) {
        decoder.releaseWeights(runId);
        loaded.remove(runId);
        lastUses.remove(runId);
    }

    private long bytes() {
        return loaded.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
