/** What keeps a run from learning from, or publishing, what cannot be right. */
package dev.factstream.learner.guard;
