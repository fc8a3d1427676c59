package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.LatestAdapter;
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
 * Answers chat requests on a separate thread with separate caches and a separate copy of the weights, so that chat and rollouts
 * never wait for each other. A newer policy version is taken up between answers: each answer comes from one version. Thread-safe.
 */
final class ChatEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ChatEngine.class);
    private static final long POLL_MILLIS = 100;

    private final LatestAdapter latestAdapter;
    private final BlockingQueue<PendingAnswer> waiting;
    private final Decoder decoder;
    private final Map<RunningSequence, PendingAnswer> running = new IdentityHashMap<>();
    private final Thread thread;
    private Optional<PreparedAdapter> newer = Optional.empty();
    private volatile PolicyVersion policy = PolicyVersion.BASE;
    private volatile boolean closing;

    /**
     * @param slots number of concurrent answers
     * @param capacity number of answers that may wait
     */
    ChatEngine(VisionLanguageModel model, LatestAdapter latestAdapter, int slots, int capacity, String name) {
        this.latestAdapter = latestAdapter;
        waiting = new ArrayBlockingQueue<>(capacity);
        decoder = new Decoder(model, DecoderLimits.slots(slots), model.stopTokens());
        thread = new Thread(this::run, name);
        thread.start();
    }

    /** Returns the version that answers now. */
    PolicyVersion policy() {
        return policy;
    }

    /** Queues an answer; returns false if the queue is full or the engine is stopping. */
    boolean offer(PendingAnswer answer) {
        return !closing && waiting.offer(answer);
    }

    private void run() {
        try (decoder) {
            while (!closing) {
                try {
                    work();
                } catch (RuntimeException | Error e) {
                    LOG.error("{} chat answers failed", running.size(), e);
                    failRunning("the policy failed: " + e.getClass().getSimpleName());
                }
            }
            failRunning("the actor is stopping");
        } catch (InterruptedException e) {
            LOG.warn("The chat engine was interrupted");
        } finally {
            closing = true;
            for (PendingAnswer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.listener().onFailure(ChatException.failed(503, "the actor is stopping"));
            }
            newer.ifPresent(PreparedAdapter::close);
        }
    }

    private void work() throws InterruptedException {
        latestAdapter.take().ifPresent(adapter -> {
            newer.ifPresent(PreparedAdapter::close);
            newer = Optional.of(adapter);
        });
        if (running.isEmpty()) {
            newer.ifPresent(this::serve);
            newer = Optional.empty();
            PendingAnswer next = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                return;
            }
            admit(next);
        }
        while (newer.isEmpty() && decoder.freeSlots() > 0 && !waiting.isEmpty()) {
            admit(waiting.remove());
        }
        decoder.step();
        running.entrySet().removeIf(entry -> entry.getValue().advance(entry.getKey()));
        decoder.releaseFinished();
    }

    private void serve(PreparedAdapter adapter) {
        decoder.useWeights(adapter.weights(), true);
        policy = adapter.version();
        LOG.info("Serving chat with policy version {}", policy.number());
    }

    private void admit(PendingAnswer answer) {
        if (answer.abandoned()) {
            return;
        }
        try {
            RunningSequence sequence = decoder.admit(List.of(answer.request())).get(0);
            answer.listener().onBegin(policy);
            if (answer.advance(sequence)) {
                decoder.releaseFinished();
            } else {
                running.put(sequence, answer);
            }
        } catch (RuntimeException e) {
            LOG.error("A chat answer failed", e);
            answer.listener().onFailure(ChatException.failed(500, "the policy failed: " + e.getMessage()));
        }
    }

    private void failRunning(String reason) {
        List<PendingAnswer> failed = new ArrayList<>(running.values());
        running.keySet().forEach(RunningSequence::end);
        running.clear();
        decoder.releaseFinished();
        failed.forEach(answer -> answer.listener().onFailure(ChatException.failed(503, reason)));
    }

    /** Asks the thread to end. */
    void stop() {
        closing = true;
    }

    /** Fails running answers and frees the weights; returns whether that finished within {@code timeout}. */
    boolean close(Duration timeout) throws InterruptedException {
        stop();
        thread.join(Math.max(1, timeout.toMillis()));
        return !thread.isAlive();
    }
}
