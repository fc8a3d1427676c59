/** How well a model answers questions that it has not been trained on. */
package dev.factstream.evaluation;
