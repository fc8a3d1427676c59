/** Writes the metrics of a run into files of other tools. */
package dev.factstream.evaluation.export;
