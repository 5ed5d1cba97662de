package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records the tags that it receives. */
final class RecordingHandler implements TagHandler {

  record Seen(String name, Map<String, String> attributes, boolean selfClosing, boolean html) {}

  final List<Seen> tags = new ArrayList<>();

  @Override
  public boolean concerns(byte[] bytes, int from, int to, int valueFrom, int valueTo) {
    return false;
  }

  @Override
  public int firstLetters(long name) {
    return 0;
  }

  @Override
  public boolean startTag(Tag tag, boolean isHtml, Output out) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < tag.count; i++) {
      String name = name(text(tag.bytes, tag.nameFrom(i), tag.nameTo(i)));
      String value = tag.hasValue(i) ? text(tag.bytes, tag.valueFrom(i), tag.valueTo(i)) : "";
      attributes.putIfAbsent(name, CharacterReferences.decode(preprocess(value), new ArrayPool()));
    }
    String name = name(text(tag.bytes, tag.start + 1, tag.nameEnd));
    tags.add(new Seen(name, attributes, tag.selfClosing, isHtml));
    return false;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Preprocesses a text as browsers do before the tokenizer. */
  private static String preprocess(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\ufffd');
  }

  private static String name(String text) {
    StringBuilder name = new StringBuilder();
    preprocess(text)
        .codePoints()
        .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
        .forEach(name::appendCodePoint);
    return name.toString();
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) {}

  @Override
  public void textWithReferences(byte[] bytes, int from, int to, Output out) {}

  @Override
  public void textEnd(Output out) {}
}
