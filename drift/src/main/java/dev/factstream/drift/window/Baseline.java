package dev.factstream.drift.window;

import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The last good windows, which sudden changes are compared with: windows without findings, or at a level that has been an alarm for
 * long. Unlike the frozen reference, it follows a policy that learns. Not thread-safe.
 */
public final class Baseline {
    /** Number of windows that a sudden change is compared with. */
    private static final int RECENT_WINDOWS = 4;

    /** Number of windows that the trend is fitted to. */
    private static final int TREND_WINDOWS = 8;

    /** One window without its samples. @param number of all windows of the stream, including bad ones */
    private record PastWindow(
            long number, Map<DriftComponent, SampleMoments> moments, AnswerKindCounts kinds, int lastVersion) {}

    private final Deque<PastWindow> windows = new ArrayDeque<>();

    /** Adds a window and drops one that is too old. @param lastVersion the newest version in the window */
    public void add(long number, ComponentSummaries window, int lastVersion) {
        Map<DriftComponent, SampleMoments> moments = new EnumMap<>(DriftComponent.class);
        for (DriftComponent component : DriftComponent.values()) {
            moments.put(component, window.moments(component));
        }
        AnswerKindCounts kinds = new AnswerKindCounts();
        kinds.addAll(window.kinds());
        windows.add(new PastWindow(number, moments, kinds, lastVersion));
        while (windows.size() > TREND_WINDOWS) {
            windows.remove();
        }
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    void clear() {
        windows.clear();
    }

    /** Returns the newest version of the good windows; -1 if there are none. */
    public int lastVersion() {
        return windows.stream().mapToInt(PastWindow::lastVersion).max().orElse(-1);
    }

    public SampleMoments moments(DriftComponent component) {
        return recent().map(past -> past.moments.get(component)).reduce(SampleMoments.NONE, SampleMoments::plus);
    }

    public AnswerKindCounts kinds() {
        AnswerKindCounts all = new AnswerKindCounts();
        recent().forEach(past -> all.addAll(past.kinds));
        return all;
    }

    private Stream<PastWindow> recent() {
        return windows.stream().skip(Math.max(0, windows.size() - RECENT_WINDOWS));
    }

    /** Returns the mean that the window with this number would have on the trend, the line of least squares through the last windows. */
    public double expected(DriftComponent component, long number) {
        double centre = windows.stream().mapToLong(PastWindow::number).average().orElse(number);
        double mean = 0;
        double covariance = 0;
        double variance = 0;
        for (PastWindow past : windows) {
            double value = past.moments.get(component).mean();
            mean += value / windows.size();
            covariance += (past.number - centre) * value;
            variance += (past.number - centre) * (past.number - centre);
        }
        return variance == 0 ? mean : mean + (number - centre) * covariance / variance;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(windows.size());
        for (PastWindow past : windows) {
            out.writeLong(past.number);
            for (DriftComponent component : DriftComponent.values()) {
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
            Map<DriftComponent, SampleMoments> moments = new EnumMap<>(DriftComponent.class);
            for (DriftComponent component : DriftComponent.values()) {
                moments.put(component, SampleMoments.read(in));
            }
            read.windows.add(new PastWindow(number, moments, AnswerKindCounts.read(in), in.readInt()));
        }
        return read;
    }
}
