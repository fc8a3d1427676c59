package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.PreparedAdapter;
import dev.factstream.model.generate.Decoding;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that is being sampled from: the decoder and the version of its weights. One thread decodes and exchanges the
 * weights; {@link #version} may be read by any.
 */
final class ServedPolicy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedPolicy.class);

    private final Decoding decoder;
    private final AdapterShelf shelf;
    private final boolean rebuild;
    private final ActorCounters counters;
    private volatile PolicyVersion version = PolicyVersion.BASE;

    /**
     * @param decoder serving the base model; owned from now on
     * @param rebuild whether running sequences are read again under new weights
     */
    ServedPolicy(Decoding decoder, AdapterShelf shelf, boolean rebuild, ActorCounters counters) {
        this.decoder = decoder;
        this.shelf = shelf;
        this.rebuild = rebuild;
        this.counters = counters;
    }

    /** What is folded into the weights. */
    PolicyVersion version() {
        return version;
    }

    /** For the generating thread. */
    Decoding decoder() {
        return decoder;
    }

    /**
     * Exchanges the weights if newer ones lie on the shelf. They are ready to be used, so that generation pauses only for as long
     * as running sequences are read again.
     *
     * @param before told of the old version when it has drawn its last token, if there are newer weights
     */
    void refresh(IntConsumer before) {
        Optional<PreparedAdapter> newest = shelf.take();
        if (newest.isEmpty()) {
            return;
        }
        before.accept(version.number());
        int running = decoder.running().size();
        long start = System.nanoTime();
        version = newest.get().version();
        decoder.use(newest.get().weights(), rebuild);
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
