/** Reward modelling: a scalar head and an adapter are trained to score the preferred of two answers higher. */
package dev.factstream.training.reward;
