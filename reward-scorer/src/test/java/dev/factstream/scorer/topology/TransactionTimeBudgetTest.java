package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransactionTimeBudgetTest {
    private final AtomicLong clock = new AtomicLong();
    private final TransactionTimeBudget time = new TransactionTimeBudget(Duration.ofSeconds(60), clock::get);
    private final Object left = new Object();
    private final Object right = new Object();

    @Test
    void shortWaitsAreNeverRefused() {
        for (int round = 0; round < 1000; round++) {
            time.onPunctuation(left);
            time.onPunctuation(right);
            spendSeconds(1);
            assertThat(time.remainingNanos()).isPositive();
        }
    }

    @Test
    void afterAQuarterOfTheTransactionTheOtherTasksWaitForACommit() {
        time.onPunctuation(left);
        spendSeconds(15);

        time.onPunctuation(right);
        assertThat(time.remainingNanos()).as("in the same round").isNotPositive();

        time.onPunctuation(left);
        time.onPunctuation(right);
        time.onPunctuation(left);
        assertThat(time.remainingNanos()).as("a whole round later").isPositive();
    }

    @Test
    void timeSpentBetweenRoundsCountsForTheNextRound() {
        time.onPunctuation(left);
        time.onPunctuation(left);
        spendSeconds(15); // as records arrive

        time.onPunctuation(left);
        assertThat(time.remainingNanos()).isNotPositive();

        time.onPunctuation(left);
        assertThat(time.remainingNanos()).isPositive();
    }

    private void spendSeconds(int seconds) {
        time.spend(most -> clock.addAndGet(Duration.ofSeconds(seconds).toNanos()));
    }
}
