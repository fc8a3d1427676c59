/** Means, shares and differences with their uncertainty. */
package dev.factstream.evaluation.statistics;
