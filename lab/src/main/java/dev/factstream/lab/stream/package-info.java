/** An in-process stream, broker included. Quickstart runs one, an experiment many. */
package dev.factstream.lab.stream;
