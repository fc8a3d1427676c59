package dev.factstream.console.data;

import dev.factstream.data.imports.ImportFormat;
import dev.factstream.data.imports.ImportOptions;
import dev.factstream.data.imports.ImportSummary;
import dev.factstream.data.imports.Importer;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.logging.PrintableText;
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

/** {@code factstream data import}: converts rows of LLaVA-RLHF and COCO. */
@Command(
        name = "import",
        description = "Converts external datasets with their pictures to the row formats of FactStream.",
        footer = "%nThe formats:%n%n" + ImportFormat.HELP)
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "llava-sft, llava-preference, llava-ppo or coco; see below.")
    private ImportFormat format;

    @Option(names = "--from", required = true, paramLabel = "PATH", description = "The file of rows, or its folder.")
    private Path from;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "Base folder of the picture paths in rows (default: images next to the rows file, or the rows' folder).")
    private Optional<Path> images;

    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description =
                    "image_to_caption.json: facts by picture (default: the one next to the rows file, if present).")
    private Optional<Path> captions;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write; created if missing.")
    private Path out;

    @Option(names = "--split", paramLabel = "NAME", description = "Split of the prompts (default: train).")
    private String split = "train";

    @Option(names = "--link", description = "Create symbolic links to the pictures instead of copies.")
    private boolean link;

    @Option(names = "--without-facts", description = "Keep rows whose picture has no facts.")
    private boolean withoutFacts;

    @Option(
            names = "--number-duplicates",
            description = "Keep a row with a duplicate id x as x#2 instead of rejecting it.")
    private boolean numberDuplicates;

    @Option(names = "--strict", description = "Exit with 65 if any row is rejected, not only if all are.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /** Converts format names to constants. */
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
        ImportSummary summary = Importer.run(options, new ImportProgressPrinter(err));
        summary.notes().forEach(err::println);
        if (summary.refused() > 0) {
            err.println(summary.refused() + " rows were rejected; the reasons are in " + summary.rejects() + ":");
            summary.examples().forEach(example -> err.println(PrintableText.line("  " + example)));
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
