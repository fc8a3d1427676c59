/** Reads topics from a position to their end. */
package dev.factstream.runtime.kafka;
