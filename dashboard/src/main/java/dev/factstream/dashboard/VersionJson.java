package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Formats a policy version as JSON for the page. */
final class VersionJson {
    private VersionJson() {}

    static ObjectNode of(VersionPoint point, LiveRun run) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("version", point.version())
                .put("at", point.atMillis())
                .put("rollouts", point.rollouts());
        point.seconds().ifPresent(seconds -> JsonNumbers.put(node, "seconds", seconds));
        point.rolledBackTo().ifPresent(older -> node.put("rolledBackTo", older));
        ObjectNode metrics = node.putObject("metrics");
        point.metrics().forEach((name, value) -> JsonNumbers.put(metrics, name, value));
        run.hallucinationRate(point.version()).ifPresent(share -> JsonNumbers.put(node, "hallucinated", share));
        ObjectNode drops = node.putObject("drops");
        point.drops().forEach(drops::put);
        ObjectNode speeds = node.putObject("speeds");
        run.speeds(point).forEach((actor, speed) -> JsonNumbers.put(speeds, actor, speed));
        ObjectNode lags = node.putObject("lags");
        run.lags(point.version()).forEach(lags::put);
        return node;
    }
}
