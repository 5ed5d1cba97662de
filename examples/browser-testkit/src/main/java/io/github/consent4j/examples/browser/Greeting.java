package io.github.consent4j.examples.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Creates the TLS key of a server for browsers that do not check whose key it is. */
public final class Greeting {

  /** The password of the store, and of the key in it. */
  public static final String PASSWORD = "changeit";

  private static @Nullable SSLContext anybody;

  private Greeting() {}

  /** Returns the key of all servers of this process, because making one takes a second. */
  static synchronized SSLContext asAnybody()
      throws IOException, GeneralSecurityException, InterruptedException {
    if (anybody == null) {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys(), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      anybody = context;
    }
    return anybody;
  }

  /** A store with a new key, whose certificate nobody has signed but itself. */
  public static KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("recording-server");
    Path store = folder.resolve("keys.p12");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try {
      makeKey(store, "any");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
    } finally {
      Files.deleteIfExists(store);
      Files.deleteIfExists(folder);
    }
    return keys;
  }

  /**
   * Makes a store with a key, whose certificate nobody has signed but itself.
   *
   * @param store file that does not exist yet
   * @param host name of the host that the certificate is for, and of the entry in the store
   */
  public static void makeKey(Path store, String host) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                host,
                "-validity",
                "2",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool made no key: " + said);
    }
  }
}
