/** Importers for LLaVA-RLHF and COCO files. They create rows of {@code data.rows}, each keyed by its own id. */
package dev.factstream.data.imports;
