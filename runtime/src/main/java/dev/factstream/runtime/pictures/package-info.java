/** Pictures in records: what may be taken for them, and from where. */
package dev.factstream.runtime.pictures;
