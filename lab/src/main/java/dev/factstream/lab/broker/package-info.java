/** A Kafka cluster of one broker for the time of a measurement. */
package dev.factstream.lab.broker;
