/** {@code factstream adapters}: lists, exports and rolls back to published adapters. */
package dev.factstream.console.adapters;
