package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import did.
 *
 * @param rows the file of imported rows
 * @param imported how many there are
 * @param pictures how many different pictures they show
 * @param refused how many could not be used
 * @param rejects the file that says of each why
 * @param examples the first few refusals
 * @param notes what else should be known
 */
public record ImportSummary(
        Path rows,
        long imported,
        long pictures,
        long refused,
        Path rejects,
        List<String> examples,
        List<String> notes) {}
