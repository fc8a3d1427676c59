/** Supervised fine-tuning of all weights on conversations. */
package dev.factstream.training.sft;
