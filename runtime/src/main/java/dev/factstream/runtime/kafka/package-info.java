/**
 * Kafka's clients and the readers of topics: {@link dev.factstream.runtime.kafka.TopicScanner} reads a topic once,
 * {@link dev.factstream.runtime.kafka.TopicFollower} keeps reading, and {@link dev.factstream.runtime.kafka.RecordLookup} reads single
 * records.
 */
package dev.factstream.runtime.kafka;
