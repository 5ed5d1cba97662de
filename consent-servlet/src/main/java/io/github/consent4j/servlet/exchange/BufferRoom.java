package io.github.consent4j.servlet.exchange;

import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import java.util.List;
import java.util.stream.Stream;

/**
 * Enlarges a container's buffer by the size of what is inserted into a page. The application can
 * then reset as much of its own output as without the filter. Thread-safe.
 */
public final class BufferRoom {

  /** The size for notices that replace blocked content. */
  private static final int FOR_NOTICES = 4096;

  /** A container's buffer of one response. */
  public interface Buffer {

    /** Returns its size in bytes. */
    int size();

    /**
     * Sets its size.
     *
     * @throws IllegalStateException if something has been written
     */
    void resize(int size);

    /** Returns whether the container has sent anything. */
    boolean isCommitted();
  }

  private final int room;

  /**
   * The initial size of the container's buffers. Tomcat gives an enlarged buffer to the next
   * response, too, so that the smallest size counts.
   */
  private volatile int usual = Integer.MAX_VALUE;

  BufferRoom(int inserted) {
    room = inserted + FOR_NOTICES;
  }

  /** Returns an object with room for the longest head and banner of a policy. */
  static BufferRoom of(CompiledPolicy compiled) {
    List<String> languages = compiled.policy().languages();
    String base = compiled.policy().settings().basePath();
    Pages pages = compiled.pages();
    int longest =
        languages.stream()
            .map(language -> new View(compiled.undecided(), language, base, "/"))
            .flatMap(view -> Stream.of(view, view.asShared()))
            .mapToInt(view -> pages.head(view).length() + pages.body(view).length())
            .max()
            .orElse(0);
    return new BufferRoom(longest);
  }

  /**
   * Makes room before the first byte of a page.
   *
   * @param wanted the size that the application has asked for; 0 if it has not
   */
  public void make(Buffer container, int wanted) {
    int size = container.size();
    if (wanted == 0 && size < usual) {
      usual = size;
    }
    int larger = (wanted == 0 ? Math.min(size, usual) : wanted) + room;
    if (size < larger && !container.isCommitted()) {
      try {
        container.resize(larger);
      } catch (IllegalStateException e) {
        // Something has been written before the page.
      }
    }
  }
}
