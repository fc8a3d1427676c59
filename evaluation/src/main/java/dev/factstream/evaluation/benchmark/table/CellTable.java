package dev.factstream.evaluation.benchmark.table;

import java.util.List;

/**
 * The cells of a table as text.
 *
 * @param header names of the columns
 * @param rows cells of each row below the header, at most as many as there are columns; a missing cell is the empty text
 */
record CellTable(List<String> header, List<List<String>> rows) {}
