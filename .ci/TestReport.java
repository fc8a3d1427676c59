import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints the number of tests, the slowest classes, and every skipped test with its reason. Exits with 1 if a test was skipped although this
 * machine has what it needs, or if its reason does not tell what it needs. A reason contains one of {@code needs root}, {@code needs
 * Chromium}, {@code needs Docker}, {@code needs the folder DIR} or {@code needs the model family NAME}, which is not supported yet.
 *
 * <p>{@code java .ci/TestReport.java FILE}; FILE lists the paths of Surefire's XML reports, one per line.
 */
public final class TestReport {
    private static final Pattern FOLDER = Pattern.compile("needs the folder (\\S+)");
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int SLOWEST = 5;

    private record TestClass(String name, double seconds) {}

    private final List<TestClass> classes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int tests;
    private int failures;
    private int skipped;
    private int faults;

    private TestReport() {}

    public static void main(String[] arguments) throws Exception {
        TestReport report = new TestReport();
        for (String file : Files.readAllLines(Path.of(arguments[0]))) {
            report.read(new File(file));
        }
        report.print();
        System.exit(report.tests > 0 && report.faults == 0 ? 0 : 1);
    }

    private void read(File file) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file)
                .getDocumentElement();
        classes.add(new TestClass(
                suite.getAttribute("name"), Double.parseDouble(suite.getAttribute("time").replace(",", ""))));
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            tests++;
            if (has(test, "failure") || has(test, "error")) {
                failures++;
            }
            if (has(test, "skipped")) {
                skipped++;
                addSkipped(test);
            }
        }
    }

    private void addSkipped(Element test) throws IOException, InterruptedException {
        Element element = (Element) test.getElementsByTagName("skipped").item(0);
        String message = element.getAttribute("message");
        String reason = (message.isEmpty() ? element.getTextContent().strip() : message)
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("^[\\w.]+Exception: (Assumption failed: )?", "");
        String type = test.getAttribute("classname");
        lines.add("skipped: " + type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name") + ": " + reason);
        String fault = fault(reason);
        if (fault != null) {
            faults++;
            lines.add("  FAULT: " + fault);
        }
    }

    /** Returns why the test should not have been skipped; null if this machine lacks what it needs. */
    private static String fault(String reason) throws IOException, InterruptedException {
        Matcher folder = FOLDER.matcher(reason);
        if (reason.contains("needs root")) {
            return succeeds("sh", "-c", "test \"$(id -u)\" = 0") ? "this is root" : null;
        } else if (reason.contains("needs Chromium")) {
            return onPath(BROWSERS) ? "a Chromium is on the PATH" : null;
        } else if (reason.contains("needs Docker")) {
            return succeeds("docker", "info") ? "Docker answers" : null;
        } else if (folder.find()) {
            return Files.isDirectory(Path.of(folder.group(1))) ? folder.group(1) + " exists" : null;
        }
        return reason.contains("needs the model family") ? null : "the reason does not tell what the test needs";
    }

    private static boolean onPath(List<String> programs) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder ->
                        programs.stream().anyMatch(program -> Files.isExecutable(Path.of(folder, program))));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program does not exist
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    private void print() {
        classes.stream()
                .sorted(Comparator.comparingDouble(TestClass::seconds).reversed())
                .limit(SLOWEST)
                .forEach(slow ->
                        System.out.println(String.format(Locale.ROOT, "slow: %6.1f s  %s", slow.seconds(), slow.name())));
        lines.forEach(System.out::println);
        System.out.println("tests: " + tests + " run, " + failures + " failed, " + skipped + " skipped");
    }
}
