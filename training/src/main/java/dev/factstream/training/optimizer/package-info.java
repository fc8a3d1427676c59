/** In-place optimisation of lists of arrays: AdamW, gradient clipping, learning-rate schedules. */
package dev.factstream.training.optimizer;
