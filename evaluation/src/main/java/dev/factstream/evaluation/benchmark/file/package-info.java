/** Reads the files of public benchmarks, with errors that name file and row, and writes scores. */
package dev.factstream.evaluation.benchmark.file;
