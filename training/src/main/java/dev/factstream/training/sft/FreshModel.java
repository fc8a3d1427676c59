package dev.factstream.training.sft;

import dev.factstream.model.checkpoint.CheckpointWriter;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.SpecialTokenIds;
import dev.factstream.model.checkpoint.WeightInitialiser;
import dev.factstream.model.tokenizer.BytePairTrainer;
import dev.factstream.model.tokenizer.BytePairVocabulary;
import dev.factstream.schemas.rows.SftRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Creates untrained models: random weights, and a tokenizer trained on the texts of the training data. */
public final class FreshModel {

    private FreshModel() {}

    /**
     * Writes a Hugging Face folder to start {@link SftTrainer} from.
     *
     * @param texts texts that the tokenizer is trained on
     * @param seed seed of the weights
     */
    public static void write(Path folder, ModelShape shape, TokenizerTexts texts, long seed) throws IOException {
        BytePairVocabulary vocabulary = BytePairTrainer.train(texts.texts(), shape.vocabulary());
        vocabulary.write(folder);
        LlavaConfig config = shape.config(vocabulary.symbols().size(), id("<image>"));
        SpecialTokenIds ids =
                new SpecialTokenIds(Optional.of(id("<s>")), Optional.of(id("</s>")), Optional.of(id("<unk>")));
        CheckpointWriter.write(folder, config, WeightInitialiser.weights(config, seed, shape.deviation()), folder, ids);
    }

    /** The same, with a tokenizer trained on conversations only. */
    public static void write(Path folder, ModelShape shape, List<SftRow> rows, long seed) throws IOException {
        write(folder, shape, TokenizerTexts.of(rows), seed);
    }

    private static int id(String special) {
        return BytePairTrainer.SPECIALS.indexOf(special);
    }
}
