package dev.factstream.console.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all runs of an experiment have in common, by name. Seeds and arms are no part of it: asked for more of them, an experiment
 * goes on with those that it lacks.
 */
record ExperimentIdentity(SortedMap<String, String> properties) {
    ExperimentIdentity {
        properties = new TreeMap<>(properties);
    }

    /**
     * Writes it for a new experiment, or compares it with what an earlier call wrote.
     *
     * @throws ConsoleException naming the first difference
     */
    void settle(Path file) throws IOException {
        if (!Files.exists(file)) {
            Kept.write(file, properties);
            return;
        }
        Map<String, String> earlier = Kept.read(file, new TypeReference<TreeMap<String, String>>() {});
        properties.forEach((name, now) -> {
            String then = earlier.getOrDefault(name, "unknown");
            if (!then.equals(now)) {
                throw new ConsoleException(
                        ExitCode.SETTINGS,
                        "the experiment in " + file.getParent() + " has " + name + " " + then + ", not " + now
                                + ": leave it so, or choose another --out");
            }
        });
    }
}
