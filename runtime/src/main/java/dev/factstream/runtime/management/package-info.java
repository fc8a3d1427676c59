/** The management port of a role: health, readiness and metrics. */
package dev.factstream.runtime.management;
