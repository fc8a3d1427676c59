package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScoringTimeTest {
    private final AtomicLong clock = new AtomicLong();
    private final ScoringTime time = new ScoringTime(Duration.ofSeconds(60), clock::get);
    private final Object left = new Object();
    private final Object right = new Object();

    @Test
    void quickBatchesAreNeverHeldBack() {
        for (int round = 0; round < 1000; round++) {
            time.punctuated(left);
            time.punctuated(right);
            spendSeconds(1);
            assertThat(time.isLeft()).isTrue();
        }
    }

    @Test
    void afterAQuarterOfTheTransactionTheOtherTasksWaitForACommit() {
        time.punctuated(left);
        spendSeconds(15);

        time.punctuated(right);
        assertThat(time.isLeft()).as("in the same round").isFalse();

        time.punctuated(left);
        time.punctuated(right);
        time.punctuated(left);
        assertThat(time.isLeft()).as("a whole round later").isTrue();
    }

    @Test
    void whatWasSpentBetweenRoundsCountsForTheRoundThatFollows() {
        time.punctuated(left);
        time.punctuated(left);
        spendSeconds(15); // as records arrive

        time.punctuated(left);
        assertThat(time.isLeft()).isFalse();

        time.punctuated(left);
        assertThat(time.isLeft()).isTrue();
    }

    private void spendSeconds(int seconds) {
        time.spend(() -> clock.addAndGet(Duration.ofSeconds(seconds).toNanos()));
    }
}
