package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.browser.Greeting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that only those trust who are told to, made by the tool of the JDK. */
final class Certificates {

  static final String PASSWORD = Greeting.PASSWORD;

  private final Path store;
  private final Path pem;
  private final KeyStore keys;

  Certificates(Path folder, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    store = folder.resolve("keys.p12");
    pem = folder.resolve("ca.pem");
    Greeting.makeKey(store, host);
    keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] encoded = keys.getCertificate(host).getEncoded();
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END CERTIFICATE-----\n");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys.getCertificate(host));
    try (var out = Files.newOutputStream(folder.resolve("trust.p12"))) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  Path pem() {
    return pem;
  }

  /** Returns a key store that contains the certificate as a trusted one. */
  Path store() {
    return store.resolveSibling("trust.p12");
  }

  /** Returns what makes servers that have the certificate. */
  ServerSocketFactory sockets() throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
