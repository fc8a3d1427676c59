package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.ServedPolicies;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;
import dev.factstream.model.generate.SequenceDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples in generation, of all runs. Each {@link #advance} processes a portion of prompts and then draws a token for every
 * running sequence, so that neither delays the other for long. Not thread-safe.
 */
final class SampleBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SampleBatch.class);

    private final ServedPolicies policies;
    private final ActorCounters counters;
    private final Deque<SampleInProgress> pending = new ArrayDeque<>();
    private final Map<RunningSequence, SampleInProgress> running = new HashMap<>();

    SampleBatch(ServedPolicies policies, ActorCounters counters) {
        this.policies = policies;
        this.counters = counters;
    }

    /** A finished sample. */
    record Finished(SampleInProgress sample, RunningSequence sequence) {}

    /**
     * Takes up newer weights, which are already folded: generation pauses only while running sequences of their run are processed
     * again.
     */
    void refresh() {
        policies.newer().forEach(this::refresh);
        Map<String, Integer> places = places();
        policies.limitMemory(run -> !places.containsKey(run));
    }

    private void refresh(String runId) {
        int old = policies.version(runId).number();
        List<Map.Entry<RunningSequence, SampleInProgress>> own = running.entrySet().stream()
                .filter(entry -> entry.getValue().runId().equals(runId))
                .toList();
        own.forEach(entry -> entry.getValue().tokensFrom(old, entry.getKey()));
        long start = System.nanoTime();
        policies.swap(runId);
        long nanos = System.nanoTime() - start;
        if (!own.isEmpty()) {
            counters.countSwap(nanos);
        }
        LOG.info(
                "Serving policy version {} of run {}; {} running sequences paused for {} ms",
                policies.version(runId).number(),
                runId,
                own.size(),
                Math.round(nanos / 1e4) / 1e2);
    }

    /** Whether the weights of a run are there, or are on their way. */
    boolean mayStart(String runId) {
        return policies.mayStart(runId);
    }

    /** Returns the version that draws the next token of a run. */
    PolicyVersion version(String runId) {
        return policies.version(runId);
    }

    /** Returns the number of places that each run uses; runs without samples are left out. */
    Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        Stream.concat(pending.stream(), running.values().stream())
                .forEach(sample -> places.merge(sample.runId(), 1, Integer::sum));
        return places;
    }

    /** Whether a slot is free for another sample. */
    boolean hasFreeSlot() {
        return pending.size() < policies.decoder().freeSlots();
    }

    boolean isEmpty() {
        return pending.isEmpty() && running.isEmpty();
    }

    /** Adds samples; each starts when the decoder has a slot for it. */
    void add(List<SampleInProgress> samples) {
        samples.forEach(sample -> policies.use(sample.runId()));
        pending.addAll(samples);
    }

    /** Starts samples in free slots, draws one token for each sequence, and returns the finished samples. */
    List<Finished> advance() {
        long startNanos = System.nanoTime();
        SequenceDecoder decoder = policies.decoder();
        List<Finished> finished = new ArrayList<>();
        int started = start(decoder, finished);
        int stepped = decoder.running().size();
        decoder.step().forEach(sequence -> finished.add(finish(sequence)));
        counters.setRunning(decoder.running().size());
        counters.countGenerated(started + stepped, System.nanoTime() - startNanos);
        return finished;
    }

    /** Processes prompts, which draws their first tokens; returns the number of prompts. */
    private int start(SequenceDecoder decoder, List<Finished> finished) {
        List<GenerationRequest> requests =
                pending.stream().map(SampleInProgress::request).toList();
        int count = decoder.admissible(requests);
        Map<String, List<SampleInProgress>> byRun = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            SampleInProgress sample = pending.remove();
            byRun.computeIfAbsent(sample.runId(), run -> new ArrayList<>()).add(sample);
        }
        byRun.forEach((run, samples) -> {
            List<RunningSequence> admitted = decoder.admit(
                    run, samples.stream().map(SampleInProgress::request).toList());
            for (int i = 0; i < samples.size(); i++) {
                running.put(admitted.get(i), samples.get(i));
                if (admitted.get(i).finished()) {
                    finished.add(finish(admitted.get(i)));
                }
            }
        });
        return count;
    }

    private Finished finish(RunningSequence sequence) {
        SampleInProgress sample = running.remove(sequence);
        sample.tokensFrom(policies.version(sample.runId()).number(), sequence);
        return new Finished(sample, sequence);
    }

    /** Frees what a run that is not served any longer has left, unless samples of it are running; returns whether it was freed. */
    boolean forget(String runId) {
        if (places().containsKey(runId)) {
            return false;
        }
        policies.forget(runId);
        return true;
    }

    /** Discards all samples. */
    void clear() {
        pending.clear();
        running.clear();
        policies.decoder().clear();
    }
}
