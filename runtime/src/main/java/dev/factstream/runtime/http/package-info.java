/** The HTTP server of the management port and the dashboard. */
package dev.factstream.runtime.http;
