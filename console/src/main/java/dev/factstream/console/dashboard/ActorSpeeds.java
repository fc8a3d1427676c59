package dev.factstream.console.dashboard;

import dev.factstream.schemas.rollout.Rollout;
import java.util.Map;
import java.util.TreeMap;

/**
 * How fast each actor is between two versions: the tokens that it sampled while it served the older one, over the time until the newer
 * one came. What an actor that missed a version samples counts for the version that it served. Not thread-safe.
 */
final class ActorSpeeds {
    private final Thinned<Map<String, Long>> tokens;

    /** @param most versions of which it is known */
    ActorSpeeds(int most) {
        tokens = new Thinned<>(most);
    }

    void add(Rollout rollout) {
        Map<String, Long> actors = tokens.get(rollout.newestVersion()).orElseGet(TreeMap::new);
        actors.merge(rollout.actorId(), (long) rollout.tokens().length, Long::sum);
        tokens.put(rollout.newestVersion(), actors);
    }

    /** Tokens a second by actor; none where they are not known. @param seconds from the version before to this one */
    Map<String, Double> of(int version, double seconds) {
        Map<String, Double> speeds = new TreeMap<>();
        tokens.get(version - 1)
                .ifPresent(actors -> actors.forEach((actor, sampled) -> speeds.put(actor, sampled / seconds)));
        return speeds;
    }
}
