package dev.factstream.drift.window;

import dev.factstream.drift.statistics.PageHinkley;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The state kept about the closed windows of a stream. Not thread-safe. */
public final class WindowHistory {
    private long windows;
    private int referenceWindows;
    private ComponentSummaries reference = new ComponentSummaries();
    private Baseline baseline = new Baseline();
    private CanaryHistory rounds = new CanaryHistory();
    private double lowestRewardedEntropy = Double.POSITIVE_INFINITY;
    private String rewardSource = "";
    private int undecided;
    private final Map<DriftComponent, PageHinkley> pageHinkley = new EnumMap<>(DriftComponent.class);
    private final Map<FindingType, Integer> streaks = new EnumMap<>(FindingType.class);

    public WindowHistory() {
        resetReference();
    }

    /** Discards the reference, since earlier windows are not comparable with later ones. The next windows make a new one. */
    public void resetReference() {
        referenceWindows = 0;
        reference = new ComponentSummaries();
        baseline = new Baseline();
        rounds.clear();
        lowestRewardedEntropy = Double.POSITIVE_INFINITY;
        undecided = 0;
        streaks.clear();
        for (DriftComponent component : DriftComponent.values()) {
            pageHinkley.put(component, new PageHinkley());
        }
    }

    /** Returns the number of closed windows, which is the number of the open one. */
    public long windows() {
        return windows;
    }

    public void countWindow() {
        windows++;
    }

    /** The first windows of the stream, or since the last event; frozen once there are enough. */
    public ComponentSummaries reference() {
        return reference;
    }

    public boolean hasReference(int wanted) {
        return referenceWindows >= wanted;
    }

    public void addToReference(ComponentSummaries window) {
        reference.addAll(window);
        referenceWindows++;
    }

    public Baseline baseline() {
        return baseline;
    }

    /** The canary answers by round, if this is a stream of canaries. */
    public CanaryHistory canaryHistory() {
        return rounds;
    }

    /** The lowest entropy of a good window whose reward is above the reference, nats per token; infinite if there was none. */
    public double lowestRewardedEntropy() {
        return lowestRewardedEntropy;
    }

    public void recordRewardedEntropy(double entropy) {
        lowestRewardedEntropy = Math.min(lowestRewardedEntropy, entropy);
    }

    /** The reward model and profile of the windows so far; empty before the first. */
    public String rewardSource() {
        return rewardSource;
    }

    public void setRewardSource(String newRewardSource) {
        rewardSource = newRewardSource;
    }

    public PageHinkley pageHinkley(DriftComponent component) {
        return pageHinkley.get(component);
    }

    /** Counts consecutive windows that cannot be judged before the next canary round; returns the count. */
    public int countUndecided(boolean isUndecided) {
        undecided = isUndecided ? undecided + 1 : 0;
        return undecided;
    }

    /** Counts consecutive windows with this finding; returns the count. */
    public int extendStreak(FindingType finding) {
        return streaks.merge(finding, 1, Integer::sum);
    }

    public void endStreak(FindingType finding) {
        streaks.remove(finding);
    }

    public void write(DataOutput out) throws IOException {
        StateLayout.write(out);
        out.writeLong(windows);
        out.writeInt(referenceWindows);
        reference.write(out);
        baseline.write(out);
        rounds.write(out);
        out.writeDouble(lowestRewardedEntropy);
        out.writeUTF(rewardSource);
        out.writeInt(undecided);
        for (DriftComponent component : DriftComponent.values()) {
            pageHinkley.get(component).write(out);
        }
        out.writeInt(streaks.size());
        for (Map.Entry<FindingType, Integer> streak : streaks.entrySet()) {
            out.writeUTF(streak.getKey().name());
            out.writeInt(streak.getValue());
        }
    }

    /** @throws IllegalStateException if this build does not know the layout */
    public static WindowHistory read(DataInputStream in) throws IOException {
        StateLayout layout = StateLayout.read(in);
        WindowHistory read = new WindowHistory();
        read.windows = in.readLong();
        read.referenceWindows = in.readInt();
        read.reference = ComponentSummaries.read(in, layout);
        read.baseline = Baseline.read(in);
        read.rounds = CanaryHistory.read(in);
        read.lowestRewardedEntropy = in.readDouble();
        read.rewardSource = in.readUTF();
        read.undecided = in.readInt();
        for (DriftComponent component : DriftComponent.values()) {
            read.pageHinkley.put(component, PageHinkley.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.streaks.put(FindingType.valueOf(in.readUTF()), in.readInt());
        }
        return read;
    }
}
