package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.drift.reader.DriftWindows;
import dev.factstream.drift.reader.RunDriftState;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the current data into the page state: {@code now}, {@code run}, {@code version/N}, {@code rollout/ID}, {@code window/N},
 * {@code drift}.
 */
final class PageStateWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> SHOWN_SETTINGS =
            List.of("learner.rollouts.per.version", "learner.staleness.eta", "learner.profile", "learner.seed");

    private final PageState state;
    private final Optional<String> wanted;
    private final Clock clock;
    private Optional<String> before = Optional.empty();

    /** @param wanted the run to show; empty for the run with the newest version */
    PageStateWriter(PageState state, Optional<String> wanted, Clock clock) {
        this.state = state;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** Updates the page state; if the shown run changes, the old run's values are removed. */
    void write(LiveRuns runs, ClusterStatus connection) {
        Optional<String> shown = wanted.or(runs::newest);
        if (!shown.equals(before)) {
            state.retain("", Set.of());
            before = shown;
        }
        List<ReaderLag> lags = new ArrayList<>(connection.broker().lags());
        shown.map(runs::of).ifPresent(run -> {
            lags.add(new ReaderLag(TopicCatalogue.SCORED_ROLLOUTS, "learner", OptionalLong.of(run.untrainedTickets())));
            if (connection.caughtUp() && connection.broker().problem().isEmpty()) {
                run.observe(lags);
            }
        });
        shown.ifPresent(id -> {
            LiveRun run = runs.of(id);
            run.judge(runs.facts()::of);
            run.newest().ifPresent(newest -> state.put("run", run(newest)));
            versions(run);
            rollouts(run, runs.facts());
            drift(id, runs.drift());
        });
        ObjectNode now = now(connection, lags).put("unreadable", runs.unreadable());
        shown.ifPresent(id -> now.put("run", id).put("waiting", runs.of(id).untrainedTickets()));
        state.put("now", now);
    }

    private ObjectNode now(ClusterStatus connection, List<ReaderLag> lags) {
        ObjectNode node = JSON.objectNode().put("at", clock.millis() / 1000 * 1000);
        connection.broker().problem().ifPresent(problem -> node.put("problem", problem));
        ArrayNode missing = node.putArray("missing");
        connection.missing().stream().sorted().forEach(missing::add);
        node.put("behind", connection.caughtUp() ? 0 : connection.behind());
        ArrayNode readers = node.putArray("lags");
        lags.forEach(lag -> {
            ObjectNode one = readers.addObject().put("topic", lag.topic()).put("reader", lag.reader());
            lag.records().ifPresent(records -> one.put("records", records));
        });
        return node;
    }

    private static ObjectNode run(LedgerRecord newest) {
        ObjectNode node = JSON.objectNode()
                .put("run", newest.runId())
                .put("policy", newest.policyId())
                .put("version", newest.version())
                .put("seed", newest.seed());
        newest.rewardModelId().ifPresent(id -> node.put("rewardModel", id));
        node.putObject("tickets")
                .put("issued", newest.counts().issued())
                .put("trained", newest.counts().trained())
                .put("dropped", newest.counts().dropped())
                .put("dead", newest.counts().dead())
                .put("outstanding", newest.counts().outstanding());
        ObjectNode settings = node.putObject("settings");
        for (String key : SHOWN_SETTINGS) {
            if (newest.settings().containsKey(key)) {
                settings.put(key, newest.settings().get(key));
            }
        }
        return node;
    }

    private void versions(LiveRun run) {
        Set<String> keys = new HashSet<>();
        for (VersionPoint point : run.versions()) {
            String key = "version/" + point.version();
            keys.add(key);
            state.put(key, VersionJson.of(point, run));
        }
        state.retain("version/", keys);
    }

    private void rollouts(LiveRun run, RecentFacts facts) {
        Set<String> keys = new HashSet<>();
        for (LocatedRollout seen : run.rollouts()) {
            String key = "rollout/" + seen.scored().rollout().rolloutId();
            keys.add(key);
            state.put(
                    key,
                    RolloutJson.of(
                            seen, facts.of(seen.scored().rollout().question().promptId())));
        }
        state.retain("rollout/", keys);
    }

    private void drift(String stream, DriftWindows drift) {
        if (!drift.summaries(stream).isEmpty()) {
            state.put("drift", DriftJson.of(RunDriftState.of(stream, drift)));
        }
        Set<String> keys = new HashSet<>();
        for (Map.Entry<Long, ? extends Map<String, DriftRecord>> window :
                drift.windows(stream).entrySet()) {
            String key = "window/" + window.getKey();
            keys.add(key);
            state.put(key, DriftJson.window(window.getValue()));
        }
        state.retain("window/", keys);
    }
}
