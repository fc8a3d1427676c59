package dev.factstream.runtime.settings;

import dev.factstream.runtime.process.InstallationFolder;
import java.nio.file.Path;

/** The folder that a relative default path is resolved against. */
public enum DefaultFolder {
    /** The working directory of the process. */
    WORKING_DIRECTORY {
        @Override
        String resolve(String path) {
            return path;
        }
    },
    /** The folder of the installation, which has the checkpoints that come with it. */
    INSTALLATION {
        @Override
        String resolve(String path) {
            return InstallationFolder.resolve(path).toString();
        }
    },
    /** The home folder of the user. */
    HOME {
        @Override
        String resolve(String path) {
            return Path.of(System.getProperty("user.home")).resolve(path).toString();
        }
    };

    abstract String resolve(String path);
}
