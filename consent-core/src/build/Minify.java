import com.google.javascript.jscomp.CommandLineRunner;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the scripts small, one file for each, in one process: most of the compiler's time goes into
 * starting it. The build runs it as {@code java Minify.java FROM TO}. A script that has not changed
 * since is left alone.
 */
public final class Minify {

  /** The compiler, as its command line has it. */
  private static final class Compiler extends CommandLineRunner {

    Compiler(Path script, Path to) {
      super(
          new String[] {
            "--charset=UTF-8",
            "-O=SIMPLE",
            "--language_in=ECMASCRIPT_NEXT",
            "--language_out=ECMASCRIPT_2021",
            "--emit_use_strict=false",
            "--rewrite_polyfills=false",
            "--js=" + script,
            "--js_output_file=" + to
          });
      setExitCodeReceiver(
          code -> {
            if (code != 0) {
              throw new IllegalStateException(script + " cannot be compiled");
            }
            return null;
          });
    }
  }

  public static void main(String[] folders) throws IOException {
    Path to = Files.createDirectories(Path.of(folders[1]));
    try (DirectoryStream<Path> scripts = Files.newDirectoryStream(Path.of(folders[0]), "*.js")) {
      for (Path script : scripts) {
        Path small = to.resolve(script.getFileName());
        if (!Files.exists(small)
            || Files.getLastModifiedTime(small).compareTo(Files.getLastModifiedTime(script)) < 0) {
          new Compiler(script, small).run();
        }
      }
    }
  }
}
