package dev.factstream.data.imports;

import java.nio.file.Path;

/**
 * Where a row stands.
 *
 * @param index counts the rows of the file from 0
 * @param line from 1, of the row's first character
 * @param offset bytes of the file before the row
 */
record Place(Path file, long index, long line, long offset) {}
