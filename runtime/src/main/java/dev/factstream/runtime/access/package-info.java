/** The rights that each role needs on the cluster, and whether it has them. */
package dev.factstream.runtime.access;
