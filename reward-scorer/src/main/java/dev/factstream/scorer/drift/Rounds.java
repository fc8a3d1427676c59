package dev.factstream.scorer.drift;

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
final class Rounds {
    private static final int MAX_ROUNDS = 16;

    /** @param version the version that asked the canaries */
    private record Round(int version, Map<Component, Moments> moments) {}

    private final Deque<Round> rounds = new ArrayDeque<>();

    /** Adds a window of canaries. */
    void add(Window window) {
        Map<Component, Moments> moments = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            moments.put(component, window.summaries().moments(component));
        }
        rounds.add(new Round(window.round(), moments));
        while (rounds.size() > MAX_ROUNDS) {
            rounds.remove();
        }
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** Returns the moments of all answers in rounds asked by versions up to and including this one. */
    Moments upTo(int version, Component component) {
        return moments(asked -> asked <= version, component);
    }

    /** Returns the moments of all answers in rounds asked by later versions. */
    Moments after(int version, Component component) {
        return moments(asked -> asked > version, component);
    }

    private Moments moments(IntPredicate version, Component component) {
        Moments all = Moments.NONE;
        for (Round round : rounds) {
            if (version.test(round.version)) {
                all = all.plus(round.moments.get(component));
            }
        }
        return all;
    }

    void clear() {
        rounds.clear();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rounds.size());
        for (Round round : rounds) {
            out.writeInt(round.version);
            for (Component component : Component.values()) {
                round.moments.get(component).write(out);
            }
        }
    }

    static Rounds read(DataInput in) throws IOException {
        Rounds read = new Rounds();
        for (int left = in.readInt(); left > 0; left--) {
            int version = in.readInt();
            Map<Component, Moments> moments = new EnumMap<>(Component.class);
            for (Component component : Component.values()) {
                moments.put(component, Moments.read(in));
            }
            read.rounds.add(new Round(version, moments));
        }
        return read;
    }
}
