/** What a version sends, in one short transaction, and how the last one is found again. */
package dev.factstream.learner.publish;
