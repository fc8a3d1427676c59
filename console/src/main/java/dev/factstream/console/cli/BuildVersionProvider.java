package dev.factstream.console.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Provides the version that the build wrote into {@code version.properties}. */
public final class BuildVersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = BuildVersionProvider.class.getResourceAsStream("/version.properties")) {
            build.load(in);
        }
        return new String[] {
            "factstream " + build.getProperty("version"),
            "java " + Runtime.version() + ", " + System.getProperty("os.name")
        };
    }
}
