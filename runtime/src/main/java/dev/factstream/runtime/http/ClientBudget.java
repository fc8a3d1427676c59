package dev.factstream.runtime.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * An amount, such as bytes or places, that the clients of a port share. One client holds three quarters of it at most, so that it cannot
 * shut out the others. Remembers only clients that hold something. For one thread.
 */
public final class ClientBudget {
    private final long total;
    private final long perClient;
    private final Map<String, Long> held = new HashMap<>();
    private long sum;

    public ClientBudget(long total) {
        this.total = total;
        perClient = Math.max(1, total - total / 4);
    }

    /** Returns the largest amount that one client may hold. */
    public long perClient() {
        return perClient;
    }

    /** Returns whether {@link #tryAcquire} would succeed. */
    public boolean hasRoom(Collection<String> clients, long amount) {
        return sum + amount <= total
                && clients.stream().allMatch(client -> held.getOrDefault(client, 0L) + amount <= perClient);
    }

    /**
     * Takes an amount, or nothing if that exceeds the total or the share of a client.
     *
     * @param clients names of the one who asks, each of which counts, for instance address and token
     */
    public boolean tryAcquire(Collection<String> clients, long amount) {
        if (!hasRoom(clients, amount)) {
            return false;
        }
        sum += amount;
        clients.forEach(client -> held.merge(client, amount, Long::sum));
        return true;
    }

    /** Gives back an amount of {@link #tryAcquire}. */
    public void release(Collection<String> clients, long amount) {
        sum -= amount;
        clients.forEach(
                client -> held.computeIfPresent(client, (name, before) -> before > amount ? before - amount : null));
    }
}
