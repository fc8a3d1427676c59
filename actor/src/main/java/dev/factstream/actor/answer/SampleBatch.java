package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;
import dev.factstream.model.generate.SequenceDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples in generation. Each {@link #advance} processes a portion of prompts and then draws a token for every running
 * sequence, so that neither delays the other for long. Not thread-safe.
 */
final class SampleBatch {
    private final ServedPolicy policy;
    private final ActorCounters counters;
    private final Deque<SampleInProgress> pending = new ArrayDeque<>();
    private final Map<RunningSequence, SampleInProgress> running = new HashMap<>();

    SampleBatch(ServedPolicy policy, ActorCounters counters) {
        this.policy = policy;
        this.counters = counters;
    }

    /** A finished sample. */
    record Finished(SampleInProgress sample, RunningSequence sequence) {}

    /** Swaps in newer weights if there are any. */
    void refresh() {
        policy.refresh(old -> running.forEach((sequence, sample) -> sample.tokensFrom(old, sequence)));
    }

    /** Returns the version that draws the next token. */
    PolicyVersion version() {
        return policy.version();
    }

    /** Whether a slot is free for another sample. */
    boolean hasFreeSlot() {
        return pending.size() < policy.decoder().freeSlots();
    }

    boolean isEmpty() {
        return pending.isEmpty() && running.isEmpty();
    }

    /** Adds samples; each starts when the decoder has a slot for it. */
    void add(List<SampleInProgress> samples) {
        pending.addAll(samples);
    }

    /** Starts samples in free slots, draws one token for each sequence, and returns the finished samples. */
    List<Finished> advance() {
        long startNanos = System.nanoTime();
        SequenceDecoder decoder = policy.decoder();
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
        List<RunningSequence> admitted = decoder.admit(requests.subList(0, decoder.admissible(requests)));
        for (RunningSequence sequence : admitted) {
            running.put(sequence, pending.remove());
            if (sequence.finished()) {
                finished.add(finish(sequence));
            }
        }
        return admitted.size();
    }

    private Finished finish(RunningSequence sequence) {
        SampleInProgress sample = running.remove(sequence);
        sample.tokensFrom(policy.version().number(), sequence);
        return new Finished(sample, sequence);
    }

    /** Discards all samples. */
    void clear() {
        pending.clear();
        running.clear();
        policy.decoder().clear();
    }
}
