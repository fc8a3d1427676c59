package dev.factstream.data.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads photographs with {@code image_to_caption.json} and {@code objects.json}, or with COCO's own annotations. */
final class CocoSourceReader {
    private static final String OBJECTS = "objects.json";
    private static final String CAPTIONS = "captions_";
    private static final String INSTANCES = "instances_";

    private CocoSourceReader() {}

    static CocoSource read(ImportOptions options) throws IOException {
        Path from = options.from();
        if (!Files.exists(from)) {
            throw new NoSuchFileException(from.toString());
        }
        boolean named = from.getFileName().toString().startsWith(CAPTIONS);
        Path folder = Files.isDirectory(from) ? from : from.toAbsolutePath().getParent();
        Optional<Path> stored = named ? Optional.empty() : SourceFiles.captions(options);
        return stored.isPresent()
                ? ofCaptions(options, folder, stored.get())
                : ofAnnotations(options, folder, named ? SourceFiles.existing(from) : annotations(folder));
    }

    private static CocoSource ofCaptions(ImportOptions options, Path folder, Path captions) throws IOException {
        Path labels = folder.resolve(OBJECTS);
        ObjectLabels objects = Files.isRegularFile(labels) ? ObjectLabels.read(labels) : ObjectLabels.none();
        List<CocoPicture> pictures = new ArrayList<>();
        CaptionStore.read(captions).pictureEntries().forEach((name, said) -> pictures.add(objects.label(name, said)));
        return new CocoSource(SourceFiles.images(options, folder), pictures, List.of());
    }

    private static CocoSource ofAnnotations(ImportOptions options, Path folder, Path captions) throws IOException {
        String name = captions.getFileName().toString().substring(CAPTIONS.length());
        Path instances = captions.resolveSibling(INSTANCES + name);
        List<CocoSource.UnmatchedEntry> unmatched = new ArrayList<>();
        List<CocoPicture> pictures =
                CocoAnnotations.read(captions, Optional.of(instances).filter(Files::isRegularFile), unmatched);
        return new CocoSource(SourceFiles.images(options, folder), pictures, unmatched);
    }

    /** COCO archives unpack into a folder {@code annotations}. */
    private static Path annotations(Path folder) throws IOException {
        Path unpacked = folder.resolve("annotations");
        List<Path> found =
                SourceFiles.list(Files.isDirectory(unpacked) ? unpacked : folder, "glob:" + CAPTIONS + "*.json");
        if (found.size() != 1) {
            throw new BadFileException(folder + " has neither " + CaptionStore.FILE + " nor exactly one file "
                    + CAPTIONS + "NAME.json, but " + found.size() + " of the latter; choose one with --from");
        }
        return found.get(0);
    }
}
