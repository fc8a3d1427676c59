package dev.factstream.console;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of this test as the launcher divides it: without the libraries of the embedded broker for roles. */
final class LauncherClassPath {
    private static final List<String> ROLES = List.of("actor", "scorer", "learner", "drift", "dashboard");
    private static final Pattern PROPERTY = Pattern.compile("<broker\\.artifacts>(.*)</broker\\.artifacts>");

    private LauncherClassPath() {}

    /** Returns the class path for a command. */
    static String of(List<String> arguments) {
        return !arguments.isEmpty() && ROLES.contains(arguments.get(0))
                ? withoutBroker()
                : System.getProperty("java.class.path");
    }

    static String withoutBroker() {
        return entries()
                .filter(Predicate.not(LauncherClassPath::isOfBroker))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the artifacts of console/pom.xml that go to broker-lib. */
    static List<String> brokerArtifacts() {
        try {
            Matcher property = PROPERTY.matcher(Files.readString(Path.of("pom.xml")));
            if (!property.find()) {
                throw new AssertionError("console/pom.xml has no property broker.artifacts");
            }
            return List.of(property.group(1).split(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an entry of the class path is a version of the artifact. */
    static boolean isVersionOf(String artifact, String entry) {
        return Path.of(entry).getFileName().toString().matches(Pattern.quote(artifact) + "-[0-9].*\\.jar");
    }

    static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static boolean isOfBroker(String entry) {
        return brokerArtifacts().stream().anyMatch(artifact -> isVersionOf(artifact, entry));
    }
}
