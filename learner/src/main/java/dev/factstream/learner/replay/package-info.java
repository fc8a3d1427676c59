/** Recomputes versions from the ledger and the log, and compares them with the published ones, bit for bit. */
package dev.factstream.learner.replay;
