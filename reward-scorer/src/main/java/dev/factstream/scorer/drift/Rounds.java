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
 * What the canaries of a run answered, round by round: the same questions each time, so that a difference between rounds is the
 * policy's, or the judge's. Not thread-safe.
 */
final class Rounds {
    private static final int MOST = 16;

    /** @param version that asked */
    private record Round(int version, Map<Component, Moments> moments) {}

    private final Deque<Round> rounds = new ArrayDeque<>();

    /** Takes a window of canaries in. */
    void add(Window window) {
        Map<Component, Moments> moments = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            moments.put(component, window.summaries().moments(component));
        }
        rounds.add(new Round(window.round(), moments));
        while (rounds.size() > MOST) {
            rounds.remove();
        }
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** All answers of the rounds that were asked by versions up to and including this one. */
    Moments until(int version, Component component) {
        return moments(asked -> asked <= version, component);
    }

    /** All answers of the rounds that were asked by versions after this one. */
    Moments since(int version, Component component) {
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
