package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The last few windows that nothing was wrong with: what a sudden change is measured against. It follows a policy that learns, as the
 * frozen reference does not. Not thread-safe.
 */
final class Baseline {
    /** So many windows a sudden change is measured against. */
    private static final int RECENT = 4;

    /** So many say where the stream was going. */
    private static final int TREND = 8;

    /** One window, without its sketches. @param number of all windows of the stream, bad ones counted too */
    private record Past(long number, Map<Component, Moments> moments, KindCounts kinds, int lastVersion) {}

    private final Deque<Past> windows = new ArrayDeque<>();

    /** Takes a window in, and one that is too old out. @param lastVersion the newest version in it */
    void add(long number, Summaries window, int lastVersion) {
        Map<Component, Moments> moments = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            moments.put(component, window.moments(component));
        }
        KindCounts kinds = new KindCounts();
        kinds.addAll(window.kinds());
        windows.add(new Past(number, moments, kinds, lastVersion));
        while (windows.size() > TREND) {
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
        return recent().map(past -> past.moments.get(component)).reduce(Moments.NONE, Moments::plus);
    }

    KindCounts kinds() {
        KindCounts all = new KindCounts();
        recent().forEach(past -> all.addAll(past.kinds));
        return all;
    }

    private Stream<Past> recent() {
        return windows.stream().skip(Math.max(0, windows.size() - RECENT));
    }

    /** The mean that the window with this number would have if the stream had gone on as before: on the line of least squares. */
    double expected(Component component, long number) {
        double centre = windows.stream().mapToLong(Past::number).average().orElse(number);
        double mean = 0;
        double together = 0;
        double spread = 0;
        for (Past past : windows) {
            double value = past.moments.get(component).mean();
            mean += value / windows.size();
            together += (past.number - centre) * value;
            spread += (past.number - centre) * (past.number - centre);
        }
        return spread == 0 ? mean : mean + (number - centre) * together / spread;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(windows.size());
        for (Past past : windows) {
            out.writeLong(past.number);
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
            long number = in.readLong();
            Map<Component, Moments> moments = new EnumMap<>(Component.class);
            for (Component component : Component.values()) {
                moments.put(component, Moments.read(in));
            }
            read.windows.add(new Past(number, moments, KindCounts.read(in), in.readInt()));
        }
        return read;
    }
}
