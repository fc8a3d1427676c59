package dev.factstream.dashboard;

import dev.factstream.schemas.rollout.Rollout;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tokens per second of each actor between two versions: the tokens sampled with the older version, divided by the time until the
 * newer one. Tokens of an actor that missed a version count for the version it served. Not thread-safe.
 */
final class ActorSpeeds {
    private final DownsampledSeries<Map<String, Long>> tokens;

    /** @param most versions kept */
    ActorSpeeds(int most) {
        tokens = new DownsampledSeries<>(most);
    }

    void add(Rollout rollout) {
        Map<String, Long> actors = tokens.get(rollout.newestVersion()).orElseGet(TreeMap::new);
        actors.merge(rollout.actorId(), (long) rollout.tokens().length, Long::sum);
        tokens.put(rollout.newestVersion(), actors);
    }

    /** Returns tokens per second by actor; empty if unknown. @param seconds time from the previous version to this one */
    Map<String, Double> of(int version, double seconds) {
        Map<String, Double> speeds = new TreeMap<>();
        tokens.get(version - 1)
                .ifPresent(actors -> actors.forEach((actor, sampled) -> speeds.put(actor, sampled / seconds)));
        return speeds;
    }
}
