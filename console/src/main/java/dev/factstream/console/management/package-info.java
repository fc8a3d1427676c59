/** The management port of a role: whether it lives, whether it can work, and what it measures. */
package dev.factstream.console.management;
