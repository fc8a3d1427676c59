package dev.factstream.model.generate;

import dev.factstream.model.network.FoldedWeights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Simulates generation, to measure the rest of the system: every sequence takes the same time, regardless of load and without
 * CPU use, and consists of the maximum number of uniformly random tokens. Not thread-safe.
 */
public final class SimulatedDecoder implements SequenceDecoder {
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    private final int slots;
    private final long nanos;
    private final int vocabulary;
    private final Map<RunningSequence, Long> ends = new LinkedHashMap<>();

    /**
     * @param slots maximum number of concurrent sequences
     * @param time duration of each sequence
     * @param vocabulary number of different tokens
     */
    public SimulatedDecoder(int slots, Duration time, int vocabulary) {
        this.slots = slots;
        this.nanos = time.toNanos();
        this.vocabulary = vocabulary;
    }

    @Override
    public int freeSlots() {
        return slots - ends.size();
    }

    @Override
    public List<RunningSequence> running() {
        return Collections.unmodifiableList(new ArrayList<>(ends.keySet()));
    }

    @Override
    public int admissible(Iterable<GenerationRequest> waiting) {
        int count = 0;
        for (Iterator<GenerationRequest> each = waiting.iterator();
                count < freeSlots() && each.hasNext();
                each.next()) {
            count++;
        }
        return count;
    }

    @Override
    public List<RunningSequence> admit(String policy, List<GenerationRequest> requests) {
        long end = System.nanoTime() + nanos;
        List<RunningSequence> admitted =
                requests.stream().map(RunningSequence::new).toList();
        admitted.forEach(sequence -> ends.put(sequence, end));
        return admitted;
    }

    /** Waits at most 2 ms. */
    @Override
    public List<RunningSequence> step() {
        long now = System.nanoTime();
        long left = ends.values().stream().mapToLong(end -> end - now).min().orElse(0);
        sleep(Math.min(left, POLL_NANOS));
        long then = System.nanoTime();
        List<RunningSequence> finished = ends.entrySet().stream()
                .filter(running -> running.getValue() - then <= 0)
                .map(Map.Entry::getKey)
                .toList();
        finished.forEach(sequence -> {
            draw(sequence);
            ends.remove(sequence);
        });
        return finished;
    }

    private void draw(RunningSequence sequence) {
        double entropy = Math.log(vocabulary);
        while (!sequence.finished()) {
            sequence.draw((int) (sequence.uniform(0) * vocabulary), (float) -entropy, entropy, Set.of());
        }
    }

    private static void sleep(long nanos) {
        try {
            if (nanos > 0) {
                Thread.sleep(Duration.ofNanos(nanos).toMillis(), (int) (nanos % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void useWeights(String policy, FoldedWeights next, boolean rebuild) {
        next.close(); // the simulation does not use weights
    }

    @Override
    public void releaseWeights(String policy) {
        // the simulation does not use weights
    }

    @Override
    public void clear() {
        ends.clear();
    }

    @Override
    public void close() {
        clear();
    }
}
