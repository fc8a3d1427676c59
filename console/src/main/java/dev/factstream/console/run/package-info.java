/** A run that has been made, here or on a cluster: what replay, ledger and adapters look at. */
package dev.factstream.console.run;
