package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.model.generate.Decoding;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples that are being drawn. Each {@link #advance} reads a portion of prompts and then draws a token for every running
 * sequence, so that neither waits for the other for long. Not thread-safe.
 */
final class Batch {
    private final ServedPolicy policy;
    private final ActorCounters counters;
    private final Deque<OpenSample> pending = new ArrayDeque<>();
    private final Map<RunningSequence, OpenSample> running = new HashMap<>();

    Batch(ServedPolicy policy, ActorCounters counters) {
        this.policy = policy;
        this.counters = counters;
    }

    /** A sample that is drawn to its end. */
    record Drawn(OpenSample sample, RunningSequence sequence) {}

    /** Takes newer weights if there are any. */
    void refresh() {
        policy.refresh(old -> running.forEach((sequence, sample) -> sample.drawnUnder(old, sequence)));
    }

    /** The version that draws the next token. */
    PolicyVersion version() {
        return policy.version();
    }

    /** Whether another sample would have a slot. */
    boolean hasRoom() {
        return pending.size() < policy.decoder().free();
    }

    boolean isEmpty() {
        return pending.isEmpty() && running.isEmpty();
    }

    /** Adds samples; each begins when the decoder has room for it. */
    void add(List<OpenSample> samples) {
        pending.addAll(samples);
    }

    /** Begins what has room, draws one token for each sequence, and takes out what is finished. */
    List<Drawn> advance() {
        long start = System.nanoTime();
        Decoding decoder = policy.decoder();
        List<Drawn> drawn = new ArrayList<>();
        int begun = begin(decoder, drawn);
        int stepped = decoder.running().size();
        decoder.step().forEach(sequence -> drawn.add(finish(sequence)));
        counters.noteRunning(decoder.running().size());
        counters.countGenerated(begun + stepped, System.nanoTime() - start);
        return drawn;
    }

    /** Reads prompts, which draws their first tokens; returns how many. */
    private int begin(Decoding decoder, List<Drawn> drawn) {
        List<GenerationRequest> requests =
                pending.stream().map(OpenSample::request).toList();
        List<RunningSequence> admitted = decoder.admit(requests.subList(0, decoder.admissible(requests)));
        for (RunningSequence sequence : admitted) {
            running.put(sequence, pending.remove());
            if (sequence.finished()) {
                drawn.add(finish(sequence));
            }
        }
        return admitted.size();
    }

    private Drawn finish(RunningSequence sequence) {
        OpenSample sample = running.remove(sequence);
        sample.drawnUnder(policy.version().number(), sequence);
        return new Drawn(sample, sequence);
    }

    /** Gives up everything. */
    void clear() {
        pending.clear();
        running.clear();
        policy.decoder().clear();
    }
}
