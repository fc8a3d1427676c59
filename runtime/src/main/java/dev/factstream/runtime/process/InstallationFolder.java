package dev.factstream.runtime.process;

import java.nio.file.Path;

/** The installation folder: the launcher's folder, passed as a system property; otherwise the working directory. */
public final class InstallationFolder {
    private static final String PROPERTY = "factstream.home";

    private InstallationFolder() {}

    /** Resolves a path against the installation folder. */
    public static Path resolve(String path) {
        return Path.of(System.getProperty(PROPERTY, "")).resolve(path);
    }
}
