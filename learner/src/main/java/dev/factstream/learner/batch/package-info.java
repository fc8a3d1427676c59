/**
 * Assembles batches: reads the outcomes of tickets from the log and selects the rollouts that train the next version.
 */
package dev.factstream.learner.batch;
