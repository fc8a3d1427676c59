package dev.factstream.console.cli;

import java.nio.file.Path;

/** Where FactStream is installed: the folder of the launcher, which tells us; the working directory otherwise. */
public final class Home {
    private static final String PROPERTY = "factstream.home";

    private Home() {}

    /** A path below the installation. */
    public static Path resolve(String path) {
        return Path.of(System.getProperty(PROPERTY, "")).resolve(path);
    }
}
