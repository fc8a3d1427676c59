/** Serving over HTTP, for the management port and the dashboard. */
package dev.factstream.console.http;
