/**
 * A synthetic world small enough for a laptop: seeded scenes drawn with Java2D, and captions, questions, answers and conversations
 * derived from each scene's graph, the ground truth.
 */
package dev.factstream.picturebook;
