package dev.factstream.runtime.http;

import dev.factstream.runtime.settings.PortSettings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The open connections of a port, at most {@code http.connections} and {@code http.connections.per.peer}. At a limit, a new connection
 * takes the place of the oldest one that waits for a request; a client that sends its request at once is answered although others hold
 * connections without sending. If there is none, the new one is closed. Use on the event loop only.
 */
final class PortConnections {
    /** A connection may wait that long for its next request. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final PortSettings limits;
    private final LongSupplier nanos;
    private final Map<HttpConnection, Open> open = new HashMap<>();
    private final Map<String, Integer> byPeer = new HashMap<>();
    private final Set<Open> waiting = new LinkedHashSet<>();

    /** @param nanos a monotonic clock */
    PortConnections(PortSettings limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    private static final class Open {
        private final HttpConnection connection;
        private final String peer;
        private long deadline;
        private HttpServerRequest request;

        private Open(HttpConnection connection, String peer, long deadline) {
            this.connection = connection;
            this.peer = peer;
            this.deadline = deadline;
        }
    }

    /** Returns the address of the other side, without its port. */
    static String peer(HttpConnection connection) {
        return connection.remoteAddress() == null
                ? "unknown"
                : connection.remoteAddress().host();
    }

    /** Returns the number of open connections. */
    int count() {
        return open.size();
    }

    /** Registers a connection, or closes it. */
    void opened(HttpConnection connection) {
        String peer = peer(connection);
        boolean room = (byPeer.getOrDefault(peer, 0) < limits.perPeer() || evict(Optional.of(peer)))
                && (open.size() < limits.connections() || evict(Optional.empty()));
        if (!room) {
            connection.close();
            return;
        }
        Open added =
                new Open(connection, peer, nanos.getAsLong() + limits.header().toNanos());
        open.put(connection, added);
        byPeer.merge(peer, 1, Integer::sum);
        waiting.add(added);
        connection.closeHandler(closed -> remove(added));
    }

    /** Closes the connection that has waited longest for a request; returns whether there was one. */
    private boolean evict(Optional<String> peer) {
        Optional<Open> oldest = waiting.stream()
                .filter(one -> peer.isEmpty() || one.peer.equals(peer.get()))
                .findFirst();
        oldest.ifPresent(this::close);
        return oldest.isPresent();
    }

    private void close(Open one) {
        remove(one);
        one.connection.close();
    }

    private void remove(Open one) {
        if (open.remove(one.connection, one)) {
            byPeer.computeIfPresent(one.peer, (peer, count) -> count > 1 ? count - 1 : null);
            waiting.remove(one);
        }
    }

    /** The header of a request has arrived. */
    void begun(HttpServerRequest request) {
        Open one = open.get(request.connection());
        if (one != null) {
            waiting.remove(one);
            one.request = request;
            one.deadline = nanos.getAsLong() + limits.body().toNanos();
            request.response().endHandler(ended -> ended(one));
        }
    }

    private void ended(Open one) {
        if (open.containsKey(one.connection)) {
            one.request = null;
            one.deadline = nanos.getAsLong() + KEEP_ALIVE.toNanos();
            waiting.add(one);
        }
    }

    /**
     * Closes the connections whose request is overdue.
     *
     * @param late called before a connection is closed whose request has not arrived completely
     */
    void closeOverdue(Consumer<HttpServerRequest> late) {
        long now = nanos.getAsLong();
        List<Open> overdue = new ArrayList<>();
        for (Open one : open.values()) {
            boolean arriving = one.request == null || !one.request.isEnded();
            if (arriving && now - one.deadline > 0) {
                overdue.add(one);
            }
        }
        for (Open one : overdue) {
            if (one.request != null) {
                late.accept(one.request);
            }
            close(one);
        }
    }
}
