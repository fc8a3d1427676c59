package dev.factstream.data.imports;

import java.nio.file.Path;

/**
 * The position of a row in its file.
 *
 * @param index number of the row in the file, from 0
 * @param line number of the line of its first character, from 1
 * @param offset bytes of the file before the row
 */
record SourcePosition(Path file, long index, long line, long offset) {}
