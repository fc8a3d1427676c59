package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.LatestAdapter;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.PreparedAdapter;
import dev.factstream.model.generate.SequenceDecoder;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that generates: the decoder and the version of its weights. One thread decodes and swaps the weights;
 * {@link #version} may be read by any thread.
 */
final class ServedPolicy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedPolicy.class);

    private final SequenceDecoder decoder;
    private final LatestAdapter latestAdapter;
    private final boolean rebuild;
    private final ActorCounters counters;
    private volatile PolicyVersion version = PolicyVersion.BASE;

    /**
     * @param decoder with the weights of the base model; owned and closed by this policy
     * @param rebuild whether running sequences are processed again with new weights
     */
    ServedPolicy(SequenceDecoder decoder, LatestAdapter latestAdapter, boolean rebuild, ActorCounters counters) {
        this.decoder = decoder;
        this.latestAdapter = latestAdapter;
        this.rebuild = rebuild;
        this.counters = counters;
    }

    /** Returns the version that is folded into the weights. */
    PolicyVersion version() {
        return version;
    }

    /** Returns the decoder, for the generating thread only. */
    SequenceDecoder decoder() {
        return decoder;
    }

    /**
     * Swaps the weights if a newer adapter is available. Its weights are already folded, so generation pauses only while running
     * sequences are processed again.
     *
     * @param before called before the swap with the old version, which has drawn its last token
     */
    void refresh(IntConsumer before) {
        Optional<PreparedAdapter> newest = latestAdapter.take();
        if (newest.isEmpty()) {
            return;
        }
        before.accept(version.number());
        int running = decoder.running().size();
        long start = System.nanoTime();
        version = newest.get().version();
        decoder.useWeights(newest.get().weights(), rebuild);
        long nanos = System.nanoTime() - start;
        if (running > 0) {
            counters.countSwap(nanos);
        }
        LOG.info(
                "Serving policy version {}; {} running sequences paused for {} ms",
                version.number(),
                running,
                Math.round(nanos / 1e4) / 1e2);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
