package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * The last few windows that nothing was wrong with: what a sudden change is measured against. It follows a policy that learns, as the
 * frozen reference does not. Not thread-safe.
 */
final class Baseline {
    /** One window, without its sketches. */
    private record Past(Map<Component, Moments> moments, KindCounts kinds, int lastVersion) {}

    private final Deque<Past> windows = new ArrayDeque<>();

    /** Takes a window in, and of more than {@code most} the oldest out. @param lastVersion the newest version in it */
    void add(Summaries window, int lastVersion, int most) {
        Map<Component, Moments> moments = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            moments.put(component, window.moments(component));
        }
        KindCounts kinds = new KindCounts();
        kinds.addAll(window.kinds());
        windows.add(new Past(moments, kinds, lastVersion));
        while (windows.size() > most) {
            windows.remove();
        }
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    void clear() {
        windows.clear();
    }

    /** The newest version that nothing was wrong with; -1 if it is empty. */
    int lastVersion() {
        return windows.stream().mapToInt(Past::lastVersion).max().orElse(-1);
    }

    Moments moments(Component component) {
        Moments all = Moments.NONE;
        for (Past past : windows) {
            all = all.plus(past.moments.get(component));
        }
        return all;
    }

    KindCounts kinds() {
        KindCounts all = new KindCounts();
        windows.forEach(past -> all.addAll(past.kinds));
        return all;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(windows.size());
        for (Past past : windows) {
            for (Component component : Component.values()) {
                past.moments.get(component).write(out);
            }
            past.kinds.write(out);
            out.writeInt(past.lastVersion);
        }
    }

    static Baseline read(DataInput in) throws IOException {
        Baseline read = new Baseline();
        for (int left = in.readInt(); left > 0; left--) {
            Map<Component, Moments> moments = new EnumMap<>(Component.class);
            for (Component component : Component.values()) {
                moments.put(component, Moments.read(in));
            }
            read.windows.add(new Past(moments, KindCounts.read(in), in.readInt()));
        }
        return read;
    }
}
