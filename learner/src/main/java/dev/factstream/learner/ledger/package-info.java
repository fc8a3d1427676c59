/** Reads the training ledger: the last commit of a run, its versions and its ticket balance. */
package dev.factstream.learner.ledger;
