/**
 * A web page that shows a stream live. It reads only the topics, so it works inside a quickstart and with any cluster. The state
 * of the page is kept like a compacted topic, {@link dev.factstream.dashboard.PageState}, and replicated to every browser.
 */
package dev.factstream.dashboard;
