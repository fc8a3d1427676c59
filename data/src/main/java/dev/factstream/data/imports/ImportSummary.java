package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of an import.
 *
 * @param rows the file of imported rows
 * @param imported number of imported rows
 * @param pictures number of different pictures that they show
 * @param refused number of rows that could not be used
 * @param rejects the file with the reason for each of them
 * @param examples the first few refusals
 * @param notes remarks for the user
 */
public record ImportSummary(
        Path rows,
        long imported,
        long pictures,
        long refused,
        Path rejects,
        List<String> examples,
        List<String> notes) {}
