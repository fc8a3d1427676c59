/** Guards that keep a run from training on, or publishing, invalid data. */
package dev.factstream.learner.guard;
