package dev.factstream.console.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.drift.reader.RunDriftState;
import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.List;

/** Formats the drift state of runs as one line of JSON. */
final class RunJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunJson() {}

    static String of(List<RunDriftState> runs) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode nodes = all.putArray("runs");
        runs.forEach(run -> add(nodes.addObject(), run));
        return all.toString();
    }

    private static void add(ObjectNode node, RunDriftState run) {
        DriftRecord newest = run.newest();
        node.put("run", run.stream())
                .put("alarm", run.isAlarmed())
                .put("paused", run.paused())
                .put(
                        "unacknowledged",
                        run.unacknowledged().map(DriftAlarm::finding).orElse(null))
                .put("rollouts", run.rollouts())
                .put("window", newest.window())
                .put("version", newest.lastVersion())
                .put("updatedAt", newest.updatedAtMillis());
        ObjectNode components = node.putObject("components");
        run.components().forEach((name, component) -> {
            DriftRecord record = component.record();
            ObjectNode one = components
                    .putObject(name)
                    .put("window", record.window())
                    .put("count", record.count())
                    .put("mean", record.mean())
                    .put("deviation", record.deviation());
            record.quantiles().forEach(one.putObject("quantiles")::put);
            record.distances().forEach(one.putObject("distances")::put);
        });
        ArrayNode findings = node.putArray("findings");
        run.findings()
                .forEach(dated -> findings.addObject()
                        .put("name", dated.finding().name())
                        .put("level", dated.finding().level().name())
                        .put("standing", dated.standing())
                        .put("window", dated.window())
                        .put("version", dated.version())
                        .put("windowsInARow", dated.finding().windows())
                        .put("detail", dated.finding().detail()));
    }
}
