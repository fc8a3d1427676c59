package dev.factstream.runtime.process;

import dev.factstream.runtime.failure.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C and SIGTERM into a stop request, so that the command can finish cleanly and choose its exit code. A second signal
 * ends the process at once. Thread-safe.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    private StopSignal() {}

    /** Installs the handlers; until closed, these signals no longer end the process. */
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
        requested.countDown();
    }

    /** Returns whether a stop has been requested. */
    public boolean isRaised() {
        return requested.getCount() == 0;
    }

    /** Waits at most {@code millis} for a stop request; returns whether one has arrived. */
    public boolean await(long millis) throws InterruptedException {
        return requested.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
