package dev.factstream.runtime.pictures;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The folders and web addresses that pictures are fetched from. Immutable. */
final class AllowedLocations {
    private final List<Path> folders = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();

    /** @throws IllegalArgumentException naming an element that is neither an absolute folder nor an http or https address */
    AllowedLocations(List<String> elements) {
        elements.forEach(this::add);
    }

    private void add(String element) {
        if (element.startsWith("file:")) {
            folders.add(Path.of(URI.create(element)));
        } else if (Path.of(element).isAbsolute()) {
            folders.add(Path.of(element));
        } else {
            URI address = URI.create(element);
            if (!isWeb(address)
                    || address.getRawUserInfo() != null
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        element + " is neither an absolute folder nor an address such as https://host/path");
            }
            addresses.add(address);
        }
    }

    /** Whether an address has a host and one of the schemes of the web. */
    static boolean isWeb(URI uri) {
        return uri.getHost() != null && ("http".equals(scheme(uri)) || "https".equals(scheme(uri)));
    }

    /** Whether a web address lies at or below an allowed one. */
    boolean allowsWeb(URI uri) {
        return isWeb(uri)
                && uri.getRawUserInfo() == null
                && addresses.stream().anyMatch(allowed -> contains(allowed, uri));
    }

    private static boolean contains(URI allowed, URI uri) {
        String path = uri.normalize().getRawPath();
        String prefix = allowed.getRawPath().endsWith("/") ? allowed.getRawPath() : allowed.getRawPath() + "/";
        boolean below = path.startsWith(prefix)
                && !path.toLowerCase(Locale.ROOT)
                        .matches(".*%(2e|2f|5c).*") // a server may decode them to steps upwards
                && !path.contains("/../");
        return scheme(allowed).equals(scheme(uri))
                && allowed.getHost().equalsIgnoreCase(uri.getHost())
                && port(allowed) == port(uri)
                && (prefix.equals("/") || below);
    }

    private static int port(URI uri) {
        int byScheme = "https".equals(scheme(uri)) ? 443 : 80;
        return uri.getPort() < 0 ? byScheme : uri.getPort();
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Returns the regular file that a {@code file:} uri names, if it lies below an allowed folder, links resolved. */
    Optional<Path> file(URI uri) {
        if (!"file".equals(scheme(uri))) {
            return Optional.empty();
        }
        try {
            Path real = Path.of(uri).toRealPath();
            for (Path folder : folders) {
                if (real.startsWith(folder.toRealPath()) && Files.isRegularFile(real)) {
                    return Optional.of(real);
                }
            }
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty(); // there is no such file, which is not told to whoever wrote the record
        }
        return Optional.empty();
    }
}
