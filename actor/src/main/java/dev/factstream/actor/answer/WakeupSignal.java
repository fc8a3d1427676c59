package dev.factstream.actor.answer;

import java.time.Duration;

/** Wakes the generating thread when there may be work. Thread-safe. */
final class WakeupSignal {
    private boolean signalled;

    synchronized void signal() {
        signalled = true;
        notifyAll();
    }

    /** Returns after a signal since the last call, or after {@code timeout}; may return earlier. */
    synchronized void await(Duration timeout) throws InterruptedException {
        if (!signalled) {
            wait(timeout.toMillis());
        }
        signalled = false;
    }
}
