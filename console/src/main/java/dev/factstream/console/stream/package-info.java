/** A whole stream in this process, broker included: what quickstart runs once and an experiment many times. */
package dev.factstream.console.stream;
