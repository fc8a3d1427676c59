/** Checks of picture files. */
package dev.factstream.data.pictures;
