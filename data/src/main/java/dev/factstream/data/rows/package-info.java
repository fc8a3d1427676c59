/** Rows of JSON, one a line, as people keep their data: prompts with facts, and conversations. */
package dev.factstream.data.rows;
