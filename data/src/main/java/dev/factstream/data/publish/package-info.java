/** Puts prompts and their facts onto the stream. */
package dev.factstream.data.publish;
