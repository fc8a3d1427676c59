package dev.factstream.lab.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties that all runs of an experiment share, by name. Seeds and arms are not part of it: a resumed experiment may add more of
 * them.
 */
record ExperimentIdentity(SortedMap<String, String> properties) {
    /** Text of a few numbers in files of builds that mistook them for secrets. */
    private static final String MASKED = "********";

    ExperimentIdentity {
        properties = new TreeMap<>(properties);
    }

    /**
     * Writes the properties of a new experiment, or compares them with those of the existing one.
     *
     * @throws UserFacingException naming the first difference
     */
    void writeOrCheck(Path file) throws IOException {
        if (!Files.exists(file)) {
            AtomicJsonFile.write(file, properties);
            return;
        }
        Map<String, String> earlier = AtomicJsonFile.read(file, new TypeReference<TreeMap<String, String>>() {});
        properties.forEach((name, now) -> {
            String then = earlier.getOrDefault(name, "unknown");
            if (!then.equals(now) && !then.equals(MASKED)) {
                throw new UserFacingException(
                        ExitCode.SETTINGS,
                        "the experiment in " + file.getParent() + " was started with " + name + " " + then + ", not "
                                + now + ": use the same value, or choose another --out");
            }
        });
    }
}
