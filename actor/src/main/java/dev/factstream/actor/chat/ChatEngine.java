package dev.factstream.actor.chat;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.factstream.actor.adapter.LatestAdapters;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.ServedPolicies;
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
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers chat requests on a separate thread with separate caches and a separate copy of the weights, so that chat and rollouts
 * never wait for each other. A newer policy version is taken up between answers of its run: each answer comes from one version.
 * Thread-safe.
 */
final class ChatEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ChatEngine.class);
    private static final long POLL_MILLIS = 100;

    private final BlockingQueue<PendingAnswer> waiting;
    private final Decoder decoder;
    private final ServedPolicies policies;
    private final Map<RunningSequence, PendingAnswer> running = new IdentityHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private Optional<PendingAnswer> next = Optional.empty();
    private volatile boolean closing;

    /**
     * @param slots number of concurrent answers
     * @param capacity number of answers that may wait
     * @param weightBytes maximum memory for the weights of several runs
     */
    ChatEngine(
            VisionLanguageModel model, LatestAdapters latest, int slots, int capacity, long weightBytes, String name) {
        waiting = new ArrayBlockingQueue<>(capacity);
        decoder = new Decoder(model, DecoderLimits.slots(slots), model.stopTokens());
        policies = new ServedPolicies(decoder, latest, weightBytes, true);
        thread = new Thread(this::run, name);
        thread.start();
    }

    /** Returns the version that answers for a model now. */
    PolicyVersion version(ChatModel model) {
        return policies.version(model.key());
    }

    /** Frees the weights of a run that is not served any longer, once its answers are complete. */
    void end(String runId) {
        ended.add(runId);
    }

    /** Serves a run that had ended. */
    void begin(String runId) {
        ended.remove(runId);
    }

    /** Queues an answer; returns false if the queue is full or the engine is stopping. */
    boolean offer(PendingAnswer answer) {
        return !closing && waiting.offer(answer);
    }

    private void run() {
        try (policies) {
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
            next.ifPresent(ChatEngine::refuse);
            for (PendingAnswer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                refuse(answer);
            }
        }
    }

    private static void refuse(PendingAnswer answer) {
        answer.listener().onFailure(ChatException.failed(503, "the actor is stopping"));
    }

    private void work() throws InterruptedException {
        takeUpNewer();
        if (next.isEmpty()) {
            next = Optional.ofNullable(running.isEmpty() ? waiting.poll(POLL_MILLIS, MILLISECONDS) : waiting.poll());
        }
        while (next.isPresent()
                && decoder.freeSlots() > 0
                && mayStart(next.get().model())) {
            admit(next.get());
            next = Optional.ofNullable(waiting.poll());
        }
        if (running.isEmpty()) {
            if (next.isPresent()) {
                Thread.sleep(POLL_MILLIS); // until the weights of its run are loaded
            }
            return;
        }
        decoder.step();
        running.entrySet().removeIf(entry -> entry.getValue().advance(entry.getKey()));
        decoder.releaseFinished();
    }

    private void takeUpNewer() {
        for (String runId : policies.newer()) {
            if (isIdle(runId)) {
                policies.swap(runId);
                LOG.info(
                        "Serving chat with policy version {} of run {}",
                        policies.version(runId).number(),
                        runId);
            }
        }
        policies.limitMemory(this::isIdle);
        ended.stream().filter(this::isIdle).forEach(policies::forget);
    }

    /** An answer waits while newer weights of its run wait for the running answers of that run. */
    private boolean mayStart(ChatModel model) {
        return !policies.newer().contains(model.key()) && policies.mayStart(model.key());
    }

    private boolean isIdle(String runId) {
        return running.values().stream()
                .noneMatch(answer -> answer.model().key().equals(runId));
    }

    private void admit(PendingAnswer answer) {
        if (answer.abandoned()) {
            return;
        }
        try {
            String key = answer.model().key();
            policies.use(key);
            RunningSequence sequence =
                    decoder.admit(key, List.of(answer.request())).get(0);
            answer.listener().onBegin(policies.version(key));
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
