package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.ServedAdapter;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that is being sampled from: the generator and the adapter merged into its weights. One thread generates and
 * exchanges the adapter; {@link #adapter} may be read by any.
 */
final class ServedPolicy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedPolicy.class);

    private final Generator generator;
    private final AdapterShelf shelf;
    private volatile ServedAdapter adapter = ServedAdapter.BASE;

    /** @param generator serving the base model; owned from now on */
    ServedPolicy(Generator generator, AdapterShelf shelf) {
        this.generator = generator;
        this.shelf = shelf;
    }

    /** The adapter that is merged into the weights; its own tensors are freed. */
    ServedAdapter adapter() {
        return adapter;
    }

    /** Exchanges the adapter if a newer one lies on the shelf. */
    void refresh() {
        shelf.take().ifPresent(newer -> {
            generator.useAdapter(newer.weights().orElse(null));
            newer.close(); // its tensors have been merged
            adapter = newer;
            LOG.info("Serving policy version {}", newer.version());
        });
    }

    /** Waits for a newer adapter, for a while; {@link #refresh} tells whether it came. */
    void awaitNewer(Duration timeout) throws InterruptedException {
        shelf.await(timeout);
    }

    /** One generation per request, in order. */
    List<Generation> generate(List<GenerationRequest> requests) {
        return generator.generate(requests);
    }

    @Override
    public void close() {
        generator.close();
    }
}
