/** {@code factstream eval pope}, {@code mmhal}, {@code llava-bench} and {@code mmbench}. */
package dev.factstream.console.eval.benchmark;
