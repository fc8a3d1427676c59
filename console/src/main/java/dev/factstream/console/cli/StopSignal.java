package dev.factstream.console.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM as a wish that the command fulfils by itself, so that it can finish cleanly and choose its exit code. A second
 * one ends the process at once. Thread-safe.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch wished = new CountDownLatch(1);
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    private StopSignal() {}

    /** From now on, until closed, the process no longer dies of these signals. */
    public static StopSignal install() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal signal = new Signal(name);
            stop.before.put(signal, Signal.handle(signal, received -> stop.raise()));
        }
        return stop;
    }

    private void raise() {
        if (isRaised()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        wished.countDown();
    }

    /** Whether somebody wants the command to stop. */
    public boolean isRaised() {
        return wished.getCount() == 0;
    }

    /** Waits for the wish, at most so long; returns whether it is there. */
    public boolean await(long millis) throws InterruptedException {
        return wished.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
