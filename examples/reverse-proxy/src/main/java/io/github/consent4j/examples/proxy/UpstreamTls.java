package io.github.consent4j.examples.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom the proxy trusts to be a site. There is no way to trust everybody: a self-signed certificate
 * is a file that can be named. Thread-safe.
 *
 * @param context the trusted certificates
 * @param serverName the name that the certificate must have
 */
record UpstreamTls(SSLContext context, String serverName) {

  /** Trusts the certificates of the Java runtime. */
  static UpstreamTls usual(String serverName) throws GeneralSecurityException {
    return new UpstreamTls(SSLContext.getDefault(), serverName);
  }

  /**
   * Trusts the certificates in a file of PEM, and no others.
   *
   * @throws GeneralSecurityException if the file contains no certificate
   */
  static UpstreamTls pem(Path file, String serverName)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
    }
    return trusting(trusted, serverName);
  }

  /**
   * Trusts the certificates in a key store, and no others.
   *
   * @throws GeneralSecurityException if the key store contains no certificate
   */
  static UpstreamTls store(Path file, @Nullable String password, String serverName)
      throws GeneralSecurityException, IOException {
    return trusting(
        KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray()),
        serverName);
  }

  private static UpstreamTls trusting(KeyStore trusted, String serverName)
      throws GeneralSecurityException {
    if (trusted.size() == 0) {
      throw new GeneralSecurityException("it contains no certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return new UpstreamTls(context, serverName);
  }
}
