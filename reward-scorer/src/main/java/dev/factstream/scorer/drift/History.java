package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** What is remembered of the windows of a stream that are closed. Not thread-safe. */
final class History {
    /** Of what {@link #write} writes: another number with every change of it. */
    private static final int LAYOUT = 2;

    private long windows;
    private int referenceWindows;
    private Summaries reference = new Summaries();
    private Baseline baseline = new Baseline();
    private Rounds rounds = new Rounds();
    private double rewardedEntropy = Double.POSITIVE_INFINITY;
    private String judge = "";
    private int undecided;
    private final Map<Component, PageHinkley> pageHinkley = new EnumMap<>(Component.class);
    private final Map<Finding, Integer> streaks = new EnumMap<>(Finding.class);

    History() {
        forget();
    }

    /** The next windows make a new reference: what was, cannot be compared with what comes. */
    void forget() {
        referenceWindows = 0;
        reference = new Summaries();
        baseline = new Baseline();
        rounds.clear();
        rewardedEntropy = Double.POSITIVE_INFINITY;
        undecided = 0;
        streaks.clear();
        for (Component component : Component.values()) {
            pageHinkley.put(component, new PageHinkley());
        }
    }

    /** How many windows are closed: the number of the open one. */
    long windows() {
        return windows;
    }

    void countWindow() {
        windows++;
    }

    /** The first windows of the stream, or since the last event: frozen once there are enough. */
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

    /** What canaries answered, if that is what the stream is of. */
    Rounds rounds() {
        return rounds;
    }

    /** The lowest entropy of a good window that was given for reward, nats per token; infinite if none was. */
    double rewardedEntropy() {
        return rewardedEntropy;
    }

    void rewarded(double entropy) {
        rewardedEntropy = Math.min(rewardedEntropy, entropy);
    }

    /** The reward model and profile of the windows so far; empty before the first. */
    String judge() {
        return judge;
    }

    void judgedBy(String newJudge) {
        judge = newJudge;
    }

    PageHinkley pageHinkley(Component component) {
        return pageHinkley.get(component);
    }

    /** One window more, in a row, of which cannot be said yet what it means; returns how many that are. */
    int awaitCanaries(boolean undecidedStill) {
        undecided = undecidedStill ? undecided + 1 : 0;
        return undecided;
    }

    /** One window more, in a row, with this finding; returns how many that are. */
    int extend(Finding finding) {
        return streaks.merge(finding, 1, Integer::sum);
    }

    void end(Finding finding) {
        streaks.remove(finding);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(LAYOUT);
        out.writeLong(windows);
        out.writeInt(referenceWindows);
        reference.write(out);
        baseline.write(out);
        rounds.write(out);
        out.writeDouble(rewardedEntropy);
        out.writeUTF(judge);
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

    /** @throws IllegalStateException if another build wrote it, in another layout */
    static History read(DataInput in) throws IOException {
        int layout = in.readInt();
        if (layout != LAYOUT) {
            throw new IllegalStateException(
                    "the state of the drift application has layout " + layout + ", not " + LAYOUT
                            + ": another build wrote it; reset the application (kafka-streams-application-reset) to count anew");
        }
        History read = new History();
        read.windows = in.readLong();
        read.referenceWindows = in.readInt();
        read.reference = Summaries.read(in);
        read.baseline = Baseline.read(in);
        read.rounds = Rounds.read(in);
        read.rewardedEntropy = in.readDouble();
        read.judge = in.readUTF();
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
