/** Asks a policy questions about pictures, greedily and many at a time. */
package dev.factstream.evaluation.asking;
