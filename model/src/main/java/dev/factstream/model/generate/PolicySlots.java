package dev.factstream.model.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assigns running sequences to slots: the sequences of one policy occupy neighbouring slots, and all sequences together the first
 * slots. Not thread-safe.
 */
final class PolicySlots {

    private final Map<String, List<RunningSequence>> policies = new LinkedHashMap<>(); // in slot order
    private final SlotMover mover;

    /** @param mover copies the content of slots */
    PolicySlots(SlotMover mover) {
        this.mover = mover;
    }

    /** Copies the content of a slot to another one, which is free. */
    @FunctionalInterface
    interface SlotMover {
        void move(int source, int target);
    }

    /** The number of running sequences. */
    int size() {
        return policies.values().stream().mapToInt(List::size).sum();
    }

    /** The running sequences of all policies, in slot order. */
    List<RunningSequence> all() {
        return policies.values().stream().flatMap(List::stream).toList();
    }

    /** The known policies, in slot order; a snapshot. */
    List<String> policies() {
        return List.copyOf(policies.keySet());
    }

    /** The running sequences of a policy, in slot order; a live view. */
    List<RunningSequence> of(String policy) {
        return Collections.unmodifiableList(policies.getOrDefault(policy, List.of()));
    }

    /** The first slot of a policy. */
    int first(String policy) {
        int slot = 0;
        for (Map.Entry<String, List<RunningSequence>> each : policies.entrySet()) {
            if (each.getKey().equals(policy)) {
                return slot;
            }
            slot += each.getValue().size();
        }
        return slot;
    }

    /** Frees {@code count} slots behind the sequences of a policy and returns the first of them; {@link #add} must follow. */
    int makeSpace(String policy, int count) {
        policies.computeIfAbsent(policy, unknown -> new ArrayList<>());
        List<String> order = policies();
        for (int at = order.size() - 1; !order.get(at).equals(policy); at--) {
            moveUp(first(order.get(at)), policies.get(order.get(at)), count);
        }
        return first(policy) + policies.get(policy).size();
    }

    /** Moves sequences from slot {@code first} on up by {@code count} slots; their order may change. */
    private void moveUp(int first, List<RunningSequence> sequences, int count) {
        int moved = Math.min(count, sequences.size());
        int distance = Math.max(count, sequences.size());
        for (int slot = first; slot < first + moved; slot++) {
            mover.move(slot, slot + distance);
        }
        Collections.rotate(sequences, -moved);
    }

    /** Adds sequences in the slots that {@link #makeSpace} freed. */
    void add(String policy, List<RunningSequence> sequences) {
        policies.get(policy).addAll(sequences);
    }

    /** Removes a sequence; the last of its policy fills the gap, and one of each later policy that of the policy before it. */
    RunningSequence remove(String policy, int index) {
        List<RunningSequence> own = policies.get(policy);
        int first = first(policy);
        int last = own.size() - 1;
        RunningSequence removed = own.get(index);
        if (index < last) {
            mover.move(first + last, first + index);
            own.set(index, own.get(last));
        }
        own.remove(last);
        int gap = first + last;
        List<String> order = policies();
        for (String later : order.subList(order.indexOf(policy) + 1, order.size())) {
            List<RunningSequence> sequences = policies.get(later);
            if (!sequences.isEmpty()) {
                mover.move(gap + sequences.size(), gap);
                Collections.rotate(sequences, 1);
                gap += sequences.size();
            }
        }
        return removed;
    }

    /** Removes a policy without running sequences. */
    void remove(String policy) {
        if (!of(policy).isEmpty()) {
            throw new IllegalStateException("policy " + policy + " has running sequences");
        }
        policies.remove(policy);
    }

    /** Removes all sequences. */
    void clear() {
        policies.clear();
    }
}
