/** JSON-lines files of training and evaluation data: prompts with facts, conversations, preferences and checks. */
package dev.factstream.schemas.rows;
