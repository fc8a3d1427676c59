package dev.factstream.console.dashboard;

import java.util.OptionalLong;

/**
 * How far a reader is behind the end of a topic.
 *
 * @param topic without prefix
 * @param reader who reads it, for people
 * @param records not read yet; empty where nobody reads it
 */
record Lag(String topic, String reader, OptionalLong records) {}
