package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.scores.NoRewardModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParkedRolloutsTest {
    private static final long NEVER = Long.MIN_VALUE;

    @TempDir
    Path folder;

    private final List<Long> tried = new ArrayList<>();
    private ScorerTestDriver driver;
    private ParkedRollouts parked;
    private FactsTable facts;

    @BeforeEach
    void park() {
        driver = new ScorerTestDriver(folder, new NoRewardModel(), Map.of());
        facts = new FactsTable(driver.store(ScorerTopology.FACTS_STORE));
        parked = new ParkedRollouts(driver.store(ScorerTopology.PARKED_STORE));
        for (int i = 0; i < 100; i++) {
            parked.add("r" + i, "p" + i, source(i));
        }
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aRetryReadsOnlyRolloutsWhoseFactsHaveArrived() {
        for (int second = 0; second < 10; second++) {
            parked.retry(facts, NEVER, this::resolve);
        }
        assertThat(tried).isEmpty();

        driver.publish(RolloutSamples.yes("p7"));
        parked.retry(facts, NEVER, this::resolve);
        parked.retry(facts, NEVER, this::resolve);
        assertThat(tried).containsExactly(7L);
        assertThat(parked.contains("r7")).isFalse();
    }

    @Test
    void rolloutsThatHaveWaitedTooLongAreTriedAgain() {
        parked.retry(facts, 2, this::resolve); // arrival times are 0 to 99
        assertThat(tried).containsExactly(0L, 1L, 2L);
    }

    @Test
    void afterARestartEachRolloutIsReadOnce() {
        ParkedRollouts restarted = new ParkedRollouts(driver.store(ScorerTopology.PARKED_STORE));
        restarted.retry(facts, NEVER, this::waitOn);
        restarted.retry(facts, NEVER, this::waitOn);
        assertThat(tried).hasSize(100).doesNotHaveDuplicates();
        assertThat(restarted.contains("r99")).isTrue();
    }

    private String resolve(PendingRollout source) {
        tried.add(source.offset());
        return "";
    }

    private String waitOn(PendingRollout source) {
        tried.add(source.offset());
        return RecordKeys.text(source.key());
    }

    private static PendingRollout source(int offset) {
        return new PendingRollout(
                offset,
                "rollouts",
                0,
                offset,
                offset,
                RecordKeys.bytes("p" + offset),
                new byte[10],
                new RecordHeaders());
    }
}
