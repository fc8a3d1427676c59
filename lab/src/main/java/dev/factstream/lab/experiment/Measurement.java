package dev.factstream.lab.experiment;

import dev.factstream.lab.stream.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures the policies of an experiment and stores the measurements in files, which a repeated call reads back.
 *
 * @param <M> the measurements of a policy
 */
public interface Measurement<M> {
    /** The file in a run's folder that {@link #of} writes last, so that it marks the run as finished. */
    String LAST_FILE = "held-out.json";

    /** Measures the initial policy of all runs. @param folder the folder of the experiment */
    M before(Path folder) throws IOException;

    /** Measures the policies of a run whose stream is complete. @param steps the last version */
    M of(RunFolder run, int steps) throws IOException;
}
