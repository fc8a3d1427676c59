package dev.factstream.actor.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceSharesTest {
    private static final int PLACES = 8;

    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private long now;
    private final PlaceShares shares = new PlaceShares(PLACES, () -> now);

    @Test
    void aRunAloneUsesEveryPlace() {
        waiting.put("alone", 100);
        fill();

        assertThat(used).containsExactly(Map.entry("alone", PLACES));
    }

    @Test
    void twoRunsWithManyTicketsHalveThePlaces() {
        waiting.put("large", 100);
        waiting.put("larger", 1000);
        fill();

        assertThat(used).containsOnly(Map.entry("large", PLACES / 2), Map.entry("larger", PLACES / 2));
    }

    @Test
    void aRunWithFewTicketsLeavesTheRestToOthers() {
        waiting.put("small", 2);
        waiting.put("large", 100);
        fill();

        assertThat(used).containsOnly(Map.entry("small", 2), Map.entry("large", PLACES - 2));
    }

    @Test
    void thePlacesOfARunStayFreeWhileItTrains() {
        waiting.put("small", 2);
        waiting.put("large", 100);
        fill();
        used.remove("small"); // answered: it trains the next version
        fill();
        assertThat(used).containsOnly(Map.entry("large", PLACES - 2));

        waiting.put("small", 2);

        assertThat(shares.mayStart(waiting, used)).containsExactly("small");
    }

    @Test
    void thePlacesOfARunThatAsksNoMoreAreGivenAway() {
        waiting.put("gone", 3);
        waiting.put("staying", 100);
        fill();
        used.remove("gone");
        for (int period = 0; period < 3; period++) {
            now += Duration.ofSeconds(61).toNanos();
            shares.mayStart(waiting, used);
        }
        fill();

        assertThat(used).containsExactly(Map.entry("staying", PLACES));
    }

    @Test
    void aRunThatComesLaterGetsThePlacesThatBecomeFree() {
        waiting.put("first", 100);
        fill();
        waiting.put("later", 100);
        fill();
        assertThat(used).doesNotContainKey("later");
        for (int answered = 0; answered < 100 && used.getOrDefault("later", 0) < PLACES / 2; answered++) {
            used.merge("first", -1, Integer::sum);
            fill();
        }

        assertThat(used).containsOnly(Map.entry("first", PLACES / 2), Map.entry("later", PLACES / 2));
    }

    /** Starts samples as long as one may start. */
    private void fill() {
        List<String> next = shares.mayStart(waiting, used);
        while (!next.isEmpty()) {
            used.merge(next.get(0), 1, Integer::sum);
            waiting.computeIfPresent(next.get(0), (run, count) -> count == 1 ? null : count - 1);
            next = shares.mayStart(waiting, used);
        }
    }
}
