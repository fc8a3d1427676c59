package dev.factstream.actor.answer;

import java.time.Duration;

/** Wakes the generating thread when there may be something to do. Thread-safe. */
final class Bell {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Returns when it has been rung since the last time, or the time is over; sometimes sooner. */
    synchronized void await(Duration timeout) throws InterruptedException {
        if (!rung) {
            wait(timeout.toMillis());
        }
        rung = false;
    }
}
