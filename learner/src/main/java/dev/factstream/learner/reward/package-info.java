/** Reward modelling: a scalar head and an adapter learn which of two answers people prefer. */
package dev.factstream.learner.reward;
