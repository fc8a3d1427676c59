/** {@code factstream runs}: which runs there are, and their end. */
package dev.factstream.console.runs;
