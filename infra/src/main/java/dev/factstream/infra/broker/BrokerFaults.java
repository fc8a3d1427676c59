package dev.factstream.infra.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Intercepts fatal faults of embedded brokers. On a fault such as a full disk, Kafka's server calls exit or halt, which
 * would end the JVM without a message. Instead the fault is logged, kept and passed to the listeners, and the process
 * decides what to do. One per JVM, as Kafka's exit procedures are. Thread-safe.
 */
public final class BrokerFaults {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final AtomicReference<String> FIRST = new AtomicReference<>();
    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    private BrokerFaults() {}

    /** Returns the first fatal fault of any embedded broker in this JVM; that broker is unreliable afterwards. */
    public static Optional<String> first() {
        return Optional.ofNullable(FIRST.get());
    }

    /** Calls {@code listener} with one line for each fault, on the failing thread; the listener must not block. */
    public static void onFault(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            Exit.setExitProcedure(BrokerFaults::report);
            Exit.setHaltProcedure(BrokerFaults::report);
        }
    }

    private static void report(int status, String message) {
        String fault = "the embedded broker had a fatal fault (status " + status + ")"
                + (message == null ? "; see its log" : ": " + message);
        LOG.error(fault);
        FIRST.compareAndSet(null, fault);
        LISTENERS.forEach(listener -> listener.accept(fault));
    }
}
