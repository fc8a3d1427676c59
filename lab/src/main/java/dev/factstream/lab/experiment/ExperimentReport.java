package dev.factstream.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Formats the results of an experiment. The runner writes them after every run.
 *
 * @param <A> the arms of the experiment
 * @param <M> the measurements of a policy
 */
public interface ExperimentReport<A extends Arm, M> {
    /** Returns a progress line about the initial policy. */
    String describeBefore(M before);

    /** Returns a progress line about a finished run. */
    String describe(RunResult<A, M> result);

    /** Returns the lines of {@code table.md}. */
    List<String> table(ExperimentResults<A, M> results);

    /** Returns the rows of {@code results.csv} and {@code results.json}, each with its values by column name, in order. */
    List<Map<String, Object>> rows(ExperimentResults<A, M> results);

    /** Writes PNG files into the folder of the experiment. */
    void plot(ExperimentResults<A, M> results, Path folder) throws IOException;

    /** Returns the lines to print at the end. @param dir the folder as the user named it */
    List<String> closingLines(ExperimentResults<A, M> results, Path dir);
}
