/**
 * The reward model: a vision-language model with an adapter and a scalar head that reads a conversation, then a judging turn
 * (with or without facts about the image), and scores the answer; and the format of its folder.
 */
package dev.factstream.model.reward;
