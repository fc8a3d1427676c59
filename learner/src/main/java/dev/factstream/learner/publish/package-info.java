/** Publishes a version in one short transaction, and reads published adapters back. */
package dev.factstream.learner.publish;
