/** {@code factstream ledger}: what made each version. */
package dev.factstream.console.ledger;
