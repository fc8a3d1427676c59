package dev.factstream.drift.window;

import dev.factstream.drift.statistics.SampleMoments;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The aggregated rollouts of one window. Not thread-safe. */
public final class DriftWindow {
    private static final int MAX_ACTORS = 256;
    private static final int MAX_SOURCES = 16;
    private static final String OTHERS = "(others)";

    private final ComponentSummaries summaries;
    private final Map<String, Long> rewardSources = new TreeMap<>();
    private final Map<String, SampleMoments> actors = new TreeMap<>();
    private long rollouts;
    private long hashMismatches;
    private int firstVersion = Integer.MAX_VALUE;
    private int lastVersion;
    private int round = -1;
    private long updatedAtMillis;

    public DriftWindow() {
        this(new ComponentSummaries());
    }

    private DriftWindow(ComponentSummaries summaries) {
        this.summaries = summaries;
    }

    public void add(Observation rollout, PublishedVersions published, long atMillis) {
        double staleness = Math.max(0, published.newestAt(atMillis) - rollout.oldestVersion());
        summaries.add(rollout, staleness);
        if (rollouts == 0 || rollout.newestVersion() > lastVersion) {
            published.kl(rollout.newestVersion()).ifPresent(summaries::addKl);
        }
        rewardSources.merge(bounded(rewardSources, rollout.rewardSource(), MAX_SOURCES), 1L, Long::sum);
        actors.merge(
                bounded(actors, rollout.actorId(), MAX_ACTORS),
                SampleMoments.NONE.plus(staleness),
                SampleMoments::plus);
        rollouts++;
        hashMismatches += published.isHashMismatch(rollout.newestVersion(), rollout.adapterHash()) ? 1 : 0;
        firstVersion = Math.min(firstVersion, rollout.oldestVersion());
        lastVersion = Math.max(lastVersion, rollout.newestVersion());
        round = Math.max(round, rollout.round());
        updatedAtMillis = Math.max(updatedAtMillis, atMillis);
    }

    /** Returns {@code name}, or the name of all others if the map is full: the state of a window must fit into a record. */
    private static String bounded(Map<String, ?> byName, String name, int most) {
        return byName.size() < most || byName.containsKey(name) ? name : OTHERS;
    }

    public ComponentSummaries summaries() {
        return summaries;
    }

    public long rollouts() {
        return rollouts;
    }

    /** Returns the oldest version; 0 while the window is empty. */
    public int firstVersion() {
        return rollouts == 0 ? 0 : firstVersion;
    }

    public int lastVersion() {
        return lastVersion;
    }

    /** Returns the newest round of canaries, by the version that asked; -1 while the window is empty. */
    public int round() {
        return round;
    }

    public long updatedAtMillis() {
        return updatedAtMillis;
    }

    /** Returns the share of rollouts whose actor had other weights than were published under its version. */
    public double hashMismatchShare() {
        return rollouts == 0 ? 0 : (double) hashMismatches / rollouts;
    }

    /** Returns the reward model and profile that scored most rollouts; the window must not be empty. */
    public String rewardSource() {
        return rewardSources.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** Whether more than one reward model or profile scored its rollouts. */
    public boolean isMixed() {
        return rewardSources.size() > 1;
    }

    /** Returns the staleness by actor, in versions. */
    public Map<String, SampleMoments> actors() {
        return actors;
    }

    public void write(DataOutput out) throws IOException {
        StateLayout.write(out);
        summaries.write(out);
        out.writeInt(rewardSources.size());
        for (Map.Entry<String, Long> rewardSource : rewardSources.entrySet()) {
            out.writeUTF(rewardSource.getKey());
            out.writeLong(rewardSource.getValue());
        }
        out.writeInt(actors.size());
        for (Map.Entry<String, SampleMoments> actor : actors.entrySet()) {
            out.writeUTF(actor.getKey());
            actor.getValue().write(out);
        }
        out.writeLong(rollouts);
        out.writeLong(hashMismatches);
        out.writeInt(firstVersion);
        out.writeInt(lastVersion);
        out.writeInt(round);
        out.writeLong(updatedAtMillis);
    }

    /** @throws IllegalStateException if this build does not know the layout */
    public static DriftWindow read(DataInputStream in) throws IOException {
        DriftWindow read = new DriftWindow(ComponentSummaries.read(in, StateLayout.read(in)));
        for (int left = in.readInt(); left > 0; left--) {
            read.rewardSources.put(in.readUTF(), in.readLong());
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.actors.put(in.readUTF(), SampleMoments.read(in));
        }
        read.rollouts = in.readLong();
        read.hashMismatches = in.readLong();
        read.firstVersion = in.readInt();
        read.lastVersion = in.readInt();
        read.round = in.readInt();
        read.updatedAtMillis = in.readLong();
        return read;
    }
}
