/**
 * One page that shows a stream live. It reads the topics alone, so it works inside a quickstart and beside any cluster; and the page's
 * content is kept like a compacted topic, {@link dev.factstream.console.dashboard.Board}, of which every browser has a copy.
 */
package dev.factstream.console.dashboard;
