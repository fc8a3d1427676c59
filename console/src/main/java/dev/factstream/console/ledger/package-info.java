/** {@code factstream ledger}: shows how each policy version was made. */
package dev.factstream.console.ledger;
