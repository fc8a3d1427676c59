/** {@code factstream adapters}: what a run has published, taken out or taken up again. */
package dev.factstream.console.adapters;
