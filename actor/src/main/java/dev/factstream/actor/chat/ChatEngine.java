package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.PreparedAdapter;
import dev.factstream.model.generate.Decoder;
import dev.factstream.model.generate.DecoderLimits;
import dev.factstream.model.generate.RunningSequence;
import dev.factstream.model.network.VisionLanguageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers conversations on a thread, with caches and a copy of the weights of its own, so that rollouts never wait for them and
 * the other way round. A newer policy version is taken up between answers: each is given by one. Thread-safe.
 */
final class ChatEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ChatEngine.class);
    private static final long LOOK_MILLIS = 100;

    private final AdapterShelf shelf;
    private final BlockingQueue<PendingAnswer> waiting;
    private final Decoder decoder;
    private final Map<RunningSequence, PendingAnswer> running = new IdentityHashMap<>();
    private final Thread thread;
    private Optional<PreparedAdapter> newer = Optional.empty();
    private volatile PolicyVersion policy = PolicyVersion.BASE;
    private volatile boolean closing;

    /**
     * @param slots answers side by side
     * @param most answers that may wait
     */
    ChatEngine(VisionLanguageModel model, AdapterShelf shelf, int slots, int most, String name) {
        this.shelf = shelf;
        waiting = new ArrayBlockingQueue<>(most);
        decoder = new Decoder(model, DecoderLimits.slots(slots), model.stopTokens());
        thread = new Thread(this::run, name);
        thread.start();
    }

    /** The version that answers now. */
    PolicyVersion policy() {
        return policy;
    }

    /** Takes an answer on, unless too many wait or this is stopping. */
    boolean offer(PendingAnswer answer) {
        return !closing && waiting.offer(answer);
    }

    private void run() {
        try (decoder) {
            while (!closing) {
                try {
                    work();
                } catch (RuntimeException | Error e) {
                    LOG.error("{} conversations failed", running.size(), e);
                    failRunning("the policy failed: " + e.getClass().getSimpleName());
                }
            }
            failRunning("the actor is stopping");
        } catch (InterruptedException e) {
            LOG.warn("Conversations were interrupted");
        } finally {
            closing = true;
            for (PendingAnswer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.listener().fails(ChatException.failed(503, "the actor is stopping"));
            }
            newer.ifPresent(PreparedAdapter::close);
        }
    }

    private void work() throws InterruptedException {
        shelf.take().ifPresent(adapter -> {
            newer.ifPresent(PreparedAdapter::close);
            newer = Optional.of(adapter);
        });
        if (running.isEmpty()) {
            newer.ifPresent(this::serve);
            newer = Optional.empty();
            PendingAnswer next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                return;
            }
            admit(next);
        }
        while (newer.isEmpty() && decoder.free() > 0 && !waiting.isEmpty()) {
            admit(waiting.remove());
        }
        decoder.step();
        running.entrySet().removeIf(entry -> entry.getValue().advance(entry.getKey()));
        decoder.release();
    }

    private void serve(PreparedAdapter adapter) {
        decoder.use(adapter.weights(), true);
        policy = adapter.version();
        LOG.info("Conversations are with policy version {}", policy.number());
    }

    private void admit(PendingAnswer answer) {
        if (answer.abandoned()) {
            return;
        }
        try {
            RunningSequence sequence = decoder.admit(List.of(answer.request())).get(0);
            answer.listener().begins(policy);
            if (answer.advance(sequence)) {
                decoder.release();
            } else {
                running.put(sequence, answer);
            }
        } catch (RuntimeException e) {
            LOG.error("A conversation failed", e);
            answer.listener().fails(ChatException.failed(500, "the policy failed: " + e.getMessage()));
        }
    }

    private void failRunning(String why) {
        List<PendingAnswer> failed = new ArrayList<>(running.values());
        running.keySet().forEach(RunningSequence::end);
        running.clear();
        decoder.release();
        failed.forEach(answer -> answer.listener().fails(ChatException.failed(503, why)));
    }

    /** Lets the thread end soon. */
    void stop() {
        closing = true;
    }

    /** Fails what is under way and frees the weights, within {@code timeout}. */
    boolean close(Duration timeout) throws InterruptedException {
        stop();
        thread.join(Math.max(1, timeout.toMillis()));
        return !thread.isAlive();
    }
}
