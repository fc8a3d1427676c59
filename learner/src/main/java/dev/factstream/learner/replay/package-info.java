/** Making versions again from the ledger and the log, and comparing what comes out with what was published, bit for bit. */
package dev.factstream.learner.replay;
