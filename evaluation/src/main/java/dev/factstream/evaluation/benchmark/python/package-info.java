/** Python's rules for text and numbers, on which official scores of benchmarks depend. */
package dev.factstream.evaluation.benchmark.python;
