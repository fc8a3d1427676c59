/** {@code factstream export}. */
package dev.factstream.console.export;
