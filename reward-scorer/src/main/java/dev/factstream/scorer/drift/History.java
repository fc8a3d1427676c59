package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The state kept about the closed windows of a stream. Not thread-safe. */
final class History {
    /** Format version; bump on every change to {@link #write}. */
    private static final int FORMAT_VERSION = 2;

    private long windows;
    private int referenceWindows;
    private Summaries reference = new Summaries();
    private Baseline baseline = new Baseline();
    private Rounds rounds = new Rounds();
    private double lowestRewardedEntropy = Double.POSITIVE_INFINITY;
    private String rewardSource = "";
    private int undecided;
    private final Map<Component, PageHinkley> pageHinkley = new EnumMap<>(Component.class);
    private final Map<Finding, Integer> streaks = new EnumMap<>(Finding.class);

    History() {
        resetReference();
    }

    /** Discards the reference, since earlier windows are not comparable with later ones. The next windows make a new one. */
    void resetReference() {
        referenceWindows = 0;
        reference = new Summaries();
        baseline = new Baseline();
        rounds.clear();
        lowestRewardedEntropy = Double.POSITIVE_INFINITY;
        undecided = 0;
        streaks.clear();
        for (Component component : Component.values()) {
            pageHinkley.put(component, new PageHinkley());
        }
    }

    /** Returns the number of closed windows, which is the number of the open one. */
    long windows() {
        return windows;
    }

    void countWindow() {
        windows++;
    }

    /** The first windows of the stream, or since the last event; frozen once there are enough. */
    Summaries reference() {
        return reference;
    }

    boolean hasReference(int wanted) {
        return referenceWindows >= wanted;
    }

    void addToReference(Summaries window) {
        reference.addAll(window);
        referenceWindows++;
    }

    Baseline baseline() {
        return baseline;
    }

    /** The canary answers by round, if this is a stream of canaries. */
    Rounds canaryHistory() {
        return rounds;
    }

    /** The lowest entropy of a good window whose reward is above the reference, nats per token; infinite if there was none. */
    double lowestRewardedEntropy() {
        return lowestRewardedEntropy;
    }

    void recordRewardedEntropy(double entropy) {
        lowestRewardedEntropy = Math.min(lowestRewardedEntropy, entropy);
    }

    /** The reward model and profile of the windows so far; empty before the first. */
    String rewardSource() {
        return rewardSource;
    }

    void setRewardSource(String newRewardSource) {
        rewardSource = newRewardSource;
    }

    PageHinkley pageHinkley(Component component) {
        return pageHinkley.get(component);
    }

    /** Counts consecutive windows that cannot be judged before the next canary round; returns the count. */
    int countUndecided(boolean isUndecided) {
        undecided = isUndecided ? undecided + 1 : 0;
        return undecided;
    }

    /** Counts consecutive windows with this finding; returns the count. */
    int extendStreak(Finding finding) {
        return streaks.merge(finding, 1, Integer::sum);
    }

    void endStreak(Finding finding) {
        streaks.remove(finding);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT_VERSION);
        out.writeLong(windows);
        out.writeInt(referenceWindows);
        reference.write(out);
        baseline.write(out);
        rounds.write(out);
        out.writeDouble(lowestRewardedEntropy);
        out.writeUTF(rewardSource);
        out.writeInt(undecided);
        for (Component component : Component.values()) {
            pageHinkley.get(component).write(out);
        }
        out.writeInt(streaks.size());
        for (Map.Entry<Finding, Integer> streak : streaks.entrySet()) {
            out.writeUTF(streak.getKey().name());
            out.writeInt(streak.getValue());
        }
    }

    /** @throws IllegalStateException if another build wrote the state in another layout */
    static History read(DataInput in) throws IOException {
        int layout = in.readInt();
        if (layout != FORMAT_VERSION) {
            throw new IllegalStateException(
                    "the state of the drift application has layout " + layout + ", expected " + FORMAT_VERSION
                            + ": another build wrote it; reset the application (kafka-streams-application-reset) to start over");
        }
        History read = new History();
        read.windows = in.readLong();
        read.referenceWindows = in.readInt();
        read.reference = Summaries.read(in);
        read.baseline = Baseline.read(in);
        read.rounds = Rounds.read(in);
        read.lowestRewardedEntropy = in.readDouble();
        read.rewardSource = in.readUTF();
        read.undecided = in.readInt();
        for (Component component : Component.values()) {
            read.pageHinkley.put(component, PageHinkley.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.streaks.put(Finding.valueOf(in.readUTF()), in.readInt());
        }
        return read;
    }
}
