/**
 * A world small enough for a laptop: seeded scenes drawn with Java2D, and the captions, questions, answers and conversations that follow from each scene's graph, which is the ground truth.
 */
package dev.factstream.data.picturebook;
