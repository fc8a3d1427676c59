package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterManifest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Notices manifests whose chunks do not arrive. It keeps one manifest per run. Not thread-safe. */
final class LateChunks {
    private final long patienceNanos;
    private final Map<String, Wait> waits = new HashMap<>();

    LateChunks(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    private record Wait(AdapterManifest manifest, long sinceNanos, boolean reported) {}

    /** Whether a manifest has been incomplete for too long; true only once for each. */
    boolean isNewlyLate(AdapterManifest incomplete) {
        long now = System.nanoTime();
        Wait wait = waits.get(incomplete.runId());
        if (wait == null || !wait.manifest().equals(incomplete)) {
            wait = new Wait(incomplete, now, false);
        }
        boolean late = !wait.reported() && now - wait.sinceNanos() > patienceNanos;
        waits.put(incomplete.runId(), new Wait(incomplete, wait.sinceNanos(), wait.reported() || late));
        return late;
    }
}
