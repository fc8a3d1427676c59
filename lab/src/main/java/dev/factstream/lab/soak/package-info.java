/** The soak: the real roles run for many versions, and what they hold is measured at marks. */
package dev.factstream.lab.soak;
