/** Greedy answers of a policy to questions about pictures, many at a time. */
package dev.factstream.evaluation.asking;
