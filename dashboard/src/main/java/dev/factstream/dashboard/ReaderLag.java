package dev.factstream.dashboard;

import java.util.OptionalLong;

/**
 * The lag of a reader behind the end of a topic.
 *
 * @param topic name without prefix
 * @param reader display name of the reader
 * @param records not read yet; empty if the topic has no reader
 */
record ReaderLag(String topic, String reader, OptionalLong records) {}
