/** Publishes prompts and their facts to Kafka. */
package dev.factstream.data.publish;
