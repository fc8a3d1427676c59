package dev.factstream.actor.answer;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shares the places of an actor among the runs that use them: max-min fairness with reservation. A run may use every place that no
 * other run claims. The claim of a run is the most places that it wanted at once lately, but at most an equal share; claimed places
 * stay free while the run trains, so that its next tickets start at once instead of waiting for answers of a larger run to end. Not
 * thread-safe.
 */
final class PlaceShares {
    /** Demand counts for one to two of these periods. */
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final int places;
    private final LongSupplier nanoTime;
    private final Map<String, Demand> demands = new HashMap<>();
    private long periodBegin;

    PlaceShares(int places, LongSupplier nanoTime) {
        this.places = places;
        this.nanoTime = nanoTime;
        periodBegin = nanoTime.getAsLong();
    }

    /** The most places that a run wanted at once, in this period and in the one before. */
    private record Demand(int now, int before) {
        int most() {
            return Math.max(now, before);
        }
    }

    /**
     * Returns the runs that may use another place, those with the fewest places first.
     *
     * @param waiting number of samples that have not started, by run
     * @param used number of places in use, by run
     */
    List<String> mayStart(Map<String, Integer> waiting, Map<String, Integer> used) {
        update(waiting, used);
        int free = places - used.values().stream().mapToInt(Integer::intValue).sum();
        if (free <= 0) {
            return List.of();
        }
        int claimed = demands.keySet().stream()
                .mapToInt(run -> Math.max(0, claim(run) - used.getOrDefault(run, 0)))
                .sum();
        return waiting.keySet().stream()
                .filter(run -> used.getOrDefault(run, 0) < claim(run) || free > claimed)
                .sorted(Comparator.comparing(run -> used.getOrDefault(run, 0)))
                .toList();
    }

    private int claim(String run) {
        int share = Math.max(1, places / demands.size());
        return Math.min(share, demands.get(run).most());
    }

    private void update(Map<String, Integer> waiting, Map<String, Integer> used) {
        long now = nanoTime.getAsLong();
        if (now - periodBegin > PERIOD.toNanos()) {
            periodBegin = now;
            demands.replaceAll((run, demand) -> new Demand(0, demand.now()));
        }
        Map<String, Integer> wanted = new HashMap<>(waiting);
        used.forEach((run, count) -> wanted.merge(run, count, Integer::sum));
        wanted.forEach((run, count) -> demands.merge(
                run,
                new Demand(count, 0),
                (demand, next) -> new Demand(Math.max(demand.now(), next.now()), demand.before())));
        demands.values().removeIf(demand -> demand.most() == 0);
    }
}
