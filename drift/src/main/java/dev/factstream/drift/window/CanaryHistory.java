package dev.factstream.drift.window;

import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The answers to the canaries of a run, round by round. The questions are the same each time, so a difference between rounds comes
 * from the policy or the reward source. Not thread-safe.
 */
public final class CanaryHistory {
    private static final int MAX_ROUNDS = 16;

    /** @param version the version that asked the canaries */
    private record Round(int version, Map<DriftComponent, SampleMoments> moments) {}

    private final Deque<Round> rounds = new ArrayDeque<>();

    /** Adds a window of canaries. */
    public void add(DriftWindow window) {
        Map<DriftComponent, SampleMoments> moments = new EnumMap<>(DriftComponent.class);
        for (DriftComponent component : DriftComponent.values()) {
            moments.put(component, window.summaries().moments(component));
        }
        rounds.add(new Round(window.round(), moments));
        while (rounds.size() > MAX_ROUNDS) {
            rounds.remove();
        }
    }

    public boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** Returns the moments of all answers in rounds asked by versions up to and including this one. */
    public SampleMoments upTo(int version, DriftComponent component) {
        return moments(asked -> asked <= version, component);
    }

    /** Returns the moments of all answers in rounds asked by later versions. */
    public SampleMoments after(int version, DriftComponent component) {
        return moments(asked -> asked > version, component);
    }

    private SampleMoments moments(IntPredicate version, DriftComponent component) {
        SampleMoments all = SampleMoments.NONE;
        for (Round round : rounds) {
            if (version.test(round.version)) {
                all = all.plus(round.moments.get(component));
            }
        }
        return all;
    }

    public void clear() {
        rounds.clear();
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(rounds.size());
        for (Round round : rounds) {
            out.writeInt(round.version);
            for (DriftComponent component : DriftComponent.values()) {
                round.moments.get(component).write(out);
            }
        }
    }

    public static CanaryHistory read(DataInput in) throws IOException {
        CanaryHistory read = new CanaryHistory();
        for (int left = in.readInt(); left > 0; left--) {
            int version = in.readInt();
            Map<DriftComponent, SampleMoments> moments = new EnumMap<>(DriftComponent.class);
            for (DriftComponent component : DriftComponent.values()) {
                moments.put(component, SampleMoments.read(in));
            }
            read.rounds.add(new Round(version, moments));
        }
        return read;
    }
}
