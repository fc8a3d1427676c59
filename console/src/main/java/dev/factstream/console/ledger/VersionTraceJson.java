package dev.factstream.console.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.learner.ledger.StoredInput;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.time.Instant;
import java.util.TreeMap;

/** Formats a {@link VersionTrace} as JSON. */
final class VersionTraceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VersionTraceJson() {}

    static String of(VersionTrace trace) {
        LedgerRecord made = trace.made();
        ObjectNode json = JSON.createObjectNode();
        json.put("runId", made.runId()).put("policyId", made.policyId()).put("version", made.version());
        made.rolledBackTo().ifPresent(older -> json.put("rolledBackTo", older));
        json.put("createdAt", Instant.ofEpochMilli(made.createdAtMillis()).toString())
                .put("optimizerStep", made.optimizerStep())
                .put("adapterHash", made.adapterHash())
                .put("checkpointFolder", trace.newest().checkpointFolder())
                .put("checkpointSha256", trace.newest().checkpointSha256())
                .put("round", trace.newest().round().orElse(null))
                .put("configHash", made.configHash())
                .put("seed", made.seed())
                .put("rewardModelId", made.rewardModelId().orElse(null));
        json.set("counts", JSON.valueToTree(trace.newest().counts()));
        json.set("environment", JSON.valueToTree(new TreeMap<>(made.environment())));
        json.set("settings", JSON.valueToTree(new TreeMap<>(made.settings())));
        json.set("metrics", JSON.valueToTree(new TreeMap<>(made.metrics())));
        ArrayNode drops = json.putArray("drops");
        trace.drops().forEach(drop -> put(drops.addObject(), drop));
        ArrayNode inputs = json.putArray("inputs");
        trace.inputs().forEach(input -> put(inputs.addObject(), input));
        return json.toPrettyString();
    }

    private static void put(ObjectNode json, DroppedTicket drop) {
        json.put("ticketId", drop.ticketId())
                .put("reason", drop.reason().name())
                .put("replacedBy", drop.replacedBy().orElse(null));
    }

    private static void put(ObjectNode json, StoredInput input) {
        json.put("rolloutId", input.coordinate().rolloutId())
                .put("ticketId", input.coordinate().ticketId())
                .put("partition", input.coordinate().partition())
                .put("offset", input.coordinate().offset())
                .put("sha256", input.coordinate().sha256().orElse(null));
        input.fault().ifPresent(fault -> json.put("fault", fault));
        input.scored().ifPresent(scored -> put(json, scored));
    }

    private static void put(ObjectNode json, ScoredRollout scored) {
        Rollout rollout = scored.rollout();
        json.put("promptId", rollout.question().promptId())
                .put("question", rollout.question().text())
                .put("answer", rollout.text());
        rollout.question()
                .image()
                .ifPresent(image -> json.putObject("image")
                        .put("sha256", image.sha256())
                        .put("mediaType", image.mediaType())
                        .put("uri", image.uri().map(Object::toString).orElse(null)));
        ArrayNode runs = json.putArray("sampledBy");
        rollout.versionRuns()
                .forEach(run -> runs.addObject().put("version", run.version()).put("tokens", run.tokens()));
        json.put("adapterHash", rollout.adapterHash())
                .put("actorId", rollout.actorId())
                .put("rewardModelId", scored.rewardModelId())
                .put("factsHash", scored.factsHash())
                .put("correct", scored.correct());
        ObjectNode reward = json.putObject("reward");
        reward.put("total", scored.reward().total());
        scored.reward().rewardModel().ifPresent(score -> reward.put("model", score));
        reward.put("correctness", scored.reward().correctness())
                .put("length", scored.reward().length())
                .put("missingEnd", scored.reward().missingEnd());
    }
}
