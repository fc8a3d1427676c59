/** Tables in xlsx, tsv and csv, read as pandas reads them. */
package dev.factstream.evaluation.benchmark.table;
