/** Access to a recorded run, local or on a cluster, for the commands replay, ledger and adapters. */
package dev.factstream.console.run;
