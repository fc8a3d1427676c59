package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;

/**
 * What a row becomes, to be written once its picture is there.
 *
 * @param picture as the source names it
 * @param lines our rows as JSON, without line ends
 */
record Draft(Optional<String> picture, List<String> lines) {}
