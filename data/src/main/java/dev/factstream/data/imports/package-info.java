/** Other people's data through our doors: LLaVA-RLHF's files and COCO's become rows of {@code data.rows}, each keyed by its own id. */
package dev.factstream.data.imports;
