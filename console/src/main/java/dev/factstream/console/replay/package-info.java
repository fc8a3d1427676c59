/** {@code factstream replay}: recomputes policy versions from the ledger. */
package dev.factstream.console.replay;
