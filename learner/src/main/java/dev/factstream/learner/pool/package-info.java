/** The questions of a run: follows the topic of the prompt pool, and draws rounds of questions from it. */
package dev.factstream.learner.pool;
