/** The training ledger read back: the last truth of a run, and the books of its tickets. */
package dev.factstream.learner.ledger;
