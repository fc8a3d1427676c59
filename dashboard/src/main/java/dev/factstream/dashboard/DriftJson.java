package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.drift.reader.RunDriftState;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.Locale;
import java.util.Map;

/** Formats the drift application's records as JSON for the page. */
final class DriftJson {
    private DriftJson() {}

    /** Returns the drift state of a run: the rollouts and windows seen, and the findings. */
    static ObjectNode of(RunDriftState state) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("rollouts", state.rollouts())
                .put("window", state.newest().window())
                .put("alarm", state.isAlarmed());
        ArrayNode findings = node.putArray("findings");
        state.findings()
                .forEach(dated -> findings.addObject()
                        .put("name", dated.finding().name())
                        .put("level", dated.finding().level().name().toLowerCase(Locale.ROOT))
                        .put("standing", dated.standing())
                        .put("version", dated.version())
                        .put("windows", dated.finding().windows())
                        .put("detail", dated.finding().detail()));
        return node;
    }

    /** Returns a window with the distance of each component from the reference. */
    static ObjectNode window(Map<String, DriftRecord> components) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode distances = JsonNodeFactory.instance.objectNode();
        components.forEach((name, record) -> {
            if (name.equals(DriftRecord.FINDINGS)) {
                node.put("window", record.window())
                        .put("version", record.lastVersion())
                        .put("closed", record.closed())
                        .put("rollouts", record.rollouts());
            } else if (record.distances().containsKey(DriftRecord.PSI)) {
                JsonNumbers.put(distances, name, record.distances().get(DriftRecord.PSI));
            }
        });
        node.set("psi", distances);
        return node;
    }
}
