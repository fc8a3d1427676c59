package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTimeTest {
    private final AtomicLong clock = new AtomicLong();
    private final WaitingTime time = new WaitingTime(Duration.ofSeconds(60), clock::get);
    private final Object left = new Object();
    private final Object right = new Object();

    @Test
    void shortWaitsAreNeverHeldBack() {
        for (int round = 0; round < 1000; round++) {
            time.punctuated(left);
            time.punctuated(right);
            spendSeconds(1);
            assertThat(time.left()).isPositive();
        }
    }

    @Test
    void afterAQuarterOfTheTransactionTheOtherTasksWaitForACommit() {
        time.punctuated(left);
        spendSeconds(15);

        time.punctuated(right);
        assertThat(time.left()).as("in the same round").isNotPositive();

        time.punctuated(left);
        time.punctuated(right);
        time.punctuated(left);
        assertThat(time.left()).as("a whole round later").isPositive();
    }

    @Test
    void whatWasSpentBetweenRoundsCountsForTheRoundThatFollows() {
        time.punctuated(left);
        time.punctuated(left);
        spendSeconds(15); // as records arrive

        time.punctuated(left);
        assertThat(time.left()).isNotPositive();

        time.punctuated(left);
        assertThat(time.left()).isPositive();
    }

    private void spendSeconds(int seconds) {
        time.spend(most -> clock.addAndGet(Duration.ofSeconds(seconds).toNanos()));
    }
}
