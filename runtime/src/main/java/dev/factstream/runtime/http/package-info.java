/** The HTTP server of every port: chat, dashboard and management. */
package dev.factstream.runtime.http;
