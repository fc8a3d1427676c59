/** From the log to batches: what was read, what each ticket came to, which rollouts train the next version. */
package dev.factstream.learner.batch;
