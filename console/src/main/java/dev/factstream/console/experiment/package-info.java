/** Experiments: many streams that differ in one thing, and what came of them as a table and as plots. */
package dev.factstream.console.experiment;
