/** {@code factstream replay}. */
package dev.factstream.console.replay;
