package dev.factstream.runtime.http;

import dev.factstream.runtime.settings.SettingsException;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** The keystore of the HTTP ports, PKCS12 or JKS. For one thread. */
final class TlsKeyStore {
    private final Path file;
    private final char[] password;
    private FileTime modified;

    TlsKeyStore(Path file, String password) {
        this.file = file;
        this.password = password.toCharArray();
    }

    /**
     * Reads the private key and its certificates.
     *
     * @throws SettingsException if the file is missing, has another password, or has no key
     */
    KeyCertOptions read() {
        try {
            modified = Files.getLastModifiedTime(file);
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            X509KeyManager keys = Arrays.stream(factory.getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new GeneralSecurityException("it has no X.509 keys"));
            if (!store.aliases().hasMoreElements()) {
                throw new GeneralSecurityException("it has no key");
            }
            return KeyCertOptions.wrap(keys);
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException("http.tls.keystore " + file + " cannot be used: " + e + "; check the file and"
                    + " http.tls.keystore.password");
        }
    }

    /** Reads the file again if it has changed since; empty if not. */
    Optional<KeyCertOptions> readIfChanged() throws IOException {
        return Files.getLastModifiedTime(file).equals(modified) ? Optional.empty() : Optional.of(read());
    }
}
