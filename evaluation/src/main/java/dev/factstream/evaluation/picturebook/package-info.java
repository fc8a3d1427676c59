/** The picture book's own benchmark, in the shape of MMHal-Bench: how often a policy says what is not in the picture, and how much it says. */
package dev.factstream.evaluation.picturebook;
