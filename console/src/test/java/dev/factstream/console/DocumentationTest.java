package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Compares the Markdown files of the repository with the rules of {@code docs/style.md}, the command line, the settings and the types. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int README_LINES = 130;
    private static final int LINE_CHARACTERS = 160;
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern SETTING = Pattern.compile(
            "`((?:actor|scorer|learner|drift|dashboard|management|model|logging|topics)\\.[a-z][a-z.]*[a-z])(?:=[^`]*)?`");
    private static final Pattern TYPE =
            Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:\\.\\w+(?:\\(\\))?)?`");

    /** Types of other projects that the documentation names. */
    private static final Set<String> FOREIGN_TYPES = Set.of("LlavaForConditionalGeneration", "LlamaForCausalLM");

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @Test
    void linesFitAScreen() throws IOException {
        List<String> longLines = new ArrayList<>();
        for (Path file : documents()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > LINE_CHARACTERS) {
                    longLines.add(ROOT.relativize(file) + ":" + (i + 1));
                }
            }
        }
        assertThat(longLines).isEmpty();
    }

    @Test
    void relativeLinksLeadToAFileAndASection() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : documents()) {
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                if (!link.group(1).contains("://") && !resolves(file, link.group(1))) {
                    broken.add(ROOT.relativize(file) + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void quotedCommandLinesHaveTheSubcommandsAndOptionsOfTheCommandLine() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : documents()) {
            for (QuotedCommand quoted : QuotedCommand.in(Files.readString(file))) {
                quoted.problem(new CommandLine(Main.class))
                        .ifPresent(problem -> wrong.add(ROOT.relativize(file) + ": " + quoted + ": " + problem));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theReadmeShowsTheFirstCommands() throws IOException {
        assertThat(QuotedCommand.in(Files.readString(ROOT.resolve("README.md"))))
                .extracting(quoted -> quoted.words().get(0))
                .contains("quickstart", "topics", "data", "actor", "scorer", "learner", "books");
    }

    @Test
    void quotedSettingsExist() throws IOException {
        Set<String> known = new HashSet<>();
        for (String role : List.of("actor", "scorer", "learner", "drift", "dashboard")) {
            Console printed = Console.run(role, "--print-config");
            assertThat(printed.exitCode()).isZero();
            printed.out()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> known.add(line.split(" = ?", 2)[0]));
        }
        Set<String> unknown = new TreeSet<>(quoted(SETTING));
        unknown.removeAll(known);
        assertThat(unknown).isEmpty();
    }

    @Test
    void quotedTypesExist() throws IOException {
        Set<String> unknown = new TreeSet<>(quoted(TYPE));
        unknown.removeAll(FOREIGN_TYPES);
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .forEach(name -> unknown.remove(name.substring(0, name.length() - ".java".length())));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** Returns the first groups of all matches in the documents that describe today's state. */
    private static Set<String> quoted(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : documents()) {
            if (!Set.of("style.md", "CHANGELOG.md").contains(file.getFileName().toString())) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            List<Path> documents = pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
            documents.addAll(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "infra/README.md", "schemas/README.md")
                            .map(ROOT::resolve)
                            .toList());
            return documents;
        }
    }

    private static boolean resolves(Path file, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || Files.readAllLines(target).stream()
                                .anyMatch(line ->
                                        line.startsWith("#") && anchor(line).equals(parts[1])));
    }

    /** Returns the anchor that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
