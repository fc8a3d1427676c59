/** Lets people talk to the policy that is being trained, with any client of OpenAI's chat completions. */
package dev.factstream.actor.chat;
