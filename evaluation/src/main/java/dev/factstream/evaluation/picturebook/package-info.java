/** The picture book's benchmark, modelled on MMHal-Bench: how often a policy states something false about a picture, and how informative it is. */
package dev.factstream.evaluation.picturebook;
