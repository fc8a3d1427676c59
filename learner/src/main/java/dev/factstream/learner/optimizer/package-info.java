/** Optimisation of lists of arrays in place: AdamW, gradient clipping, learning-rate schedules. */
package dev.factstream.learner.optimizer;
