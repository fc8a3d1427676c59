package dev.factstream.console.data;

import dev.factstream.console.cli.ExitCode;
import dev.factstream.data.imports.ImportFormat;
import dev.factstream.data.imports.ImportOptions;
import dev.factstream.data.imports.ImportSummary;
import dev.factstream.data.imports.Importer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code factstream data import}: rows of LLaVA-RLHF and COCO become rows of ours. */
@Command(
        name = "import",
        description = "Imports other people's data: rows with their pictures, in the formats of this program.",
        footer = "%nThe formats:%n%n" + ImportFormat.HELP)
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "llava-sft, llava-preference, llava-ppo or coco; see below.")
    private ImportFormat format;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "PATH",
            description = "The file of rows, or the folder in which it lies.")
    private Path from;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "Folder that rows name their pictures relative to (default: images beside the rows, or their folder).")
    private Optional<Path> images;

    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description =
                    "image_to_caption.json: facts by picture (default: the one beside the rows, if there is one).")
    private Optional<Path> captions;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write into; made if need be.")
    private Path out;

    @Option(names = "--split", paramLabel = "NAME", description = "Split that prompts belong to (default: train).")
    private String split = "train";

    @Option(names = "--link", description = "Link to the pictures rather than copy them.")
    private boolean link;

    @Option(names = "--without-facts", description = "Keep rows about whose picture nothing is known.")
    private boolean withoutFacts;

    @Option(
            names = "--number-duplicates",
            description = "Keep a row whose id x occurred before, as x#2, rather than refuse it.")
    private boolean numberDuplicates;

    @Option(names = "--strict", description = "Exit with 65 if any row is refused, not only if all are.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /** Takes formats by the names that users write. */
    static final class FormatConverter implements ITypeConverter<ImportFormat> {
        @Override
        public ImportFormat convert(String text) {
            return Arrays.stream(ImportFormat.values())
                    .filter(format -> format.toString().equals(text))
                    .findAny()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(ImportFormat.values())
                                    .map(ImportFormat::toString)
                                    .collect(Collectors.joining(", "))));
        }
    }

    @Override
    public Integer call() throws IOException {
        ImportOptions options =
                new ImportOptions(format, from, images, captions, out, split, link, withoutFacts, numberDuplicates);
        PrintWriter err = spec.commandLine().getErr();
        ImportSummary summary = Importer.run(options, new ImportTimer(err));
        summary.notes().forEach(err::println);
        if (summary.refused() > 0) {
            err.println(summary.refused() + " rows were refused; " + summary.rejects() + " says of each why:");
            summary.examples().forEach(example -> err.println("  " + example));
            if (summary.refused() > summary.examples().size()) {
                err.println("  and " + (summary.refused() - summary.examples().size()) + " more");
            }
        }
        spec.commandLine()
                .getOut()
                .println(summary.imported() + " rows with " + summary.pictures() + " pictures written to "
                        + summary.rows());
        boolean bad = summary.imported() == 0 || strict && summary.refused() > 0;
        return bad ? ExitCode.BAD_DATA : ExitCode.OK;
    }
}
