/** Serves the policy in training to any client of OpenAI's chat completions. */
package dev.factstream.actor.chat;
