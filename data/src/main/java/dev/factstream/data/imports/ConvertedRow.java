package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;

/**
 * The rows made from a row of the source, written once its picture has been imported.
 *
 * @param picture name of the picture in the source
 * @param lines rows in the format of {@code data.rows} as JSON, without line ends
 */
record ConvertedRow(Optional<String> picture, List<String> lines) {}
