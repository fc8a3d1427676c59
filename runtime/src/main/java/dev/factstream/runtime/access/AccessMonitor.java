package dev.factstream.runtime.access;

import dev.factstream.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster at once and then every five seconds whether this process has its rights. While the cluster does not answer, the
 * last answers hold. Thread-safe; close it.
 */
public final class AccessMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessMonitor.class);
    private static final long EVERY_MILLIS = 5_000;

    private final Admin admin;
    private final AccessCheck check;
    private final Set<AccessRight> rights;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "access-monitor");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Map<AccessRight, List<String>> missing = Map.of(); // one entry per right once it was asked for

    /** @param rights of all roles of this process; a handful for each */
    public AccessMonitor(KafkaClients clients, List<AccessRight> rights) {
        this.rights = new LinkedHashSet<>(rights);
        admin = Admin.create(clients.admin("factstream-access"));
        check = new AccessCheck(admin);
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns one line per missing operation or topic; or one line if the cluster has not answered yet. */
    public List<String> problems(List<AccessRight> of) {
        Map<AccessRight, List<String>> answers = missing;
        if (!answers.keySet().containsAll(of)) {
            return List.of("has not learned yet which operations the cluster allows");
        }
        return of.stream().flatMap(right -> answers.get(right).stream()).toList();
    }

    private void ask() {
        try {
            Map<AccessRight, List<String>> answers = new HashMap<>();
            for (AccessRight right : rights) {
                answers.put(right, check.missing(right));
            }
            if (!answers.equals(missing)) {
                answers.values().stream().flatMap(List::stream).forEach(line -> LOG.warn("Not ready: {}", line));
            }
            missing = answers;
        } catch (ExecutionException e) {
            LOG.debug("The cluster does not tell the allowed operations", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // it would silently end the schedule
            LOG.warn("Cannot check the allowed operations", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
