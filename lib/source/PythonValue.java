package source;

import java.util.List;

/** The value of a constant Python expression, as far as revision scripts need it. */
public sealed interface PythonValue {

  /** Where the expression starts in the file, in bytes. */
  int start();

  /** Where it ends. */
  int end();

  /** The texts in it: none for None, one for a text, several for a list. */
  default List<String> texts() {
    return List.of();
  }

  /** The same value for an expression that stands elsewhere, as a name does. */
  PythonValue at(int start, int end);

  /** Whether it is a tuple, list or set. */
  default boolean isSequence() {
    return false;
  }

  /** {@code None}. */
  record None(int start, int end) implements PythonValue {
    @Override
    public PythonValue at(int start, int end) {
      return new None(start, end);
    }
  }

  /**
   * A text.
   *
   * @param text what it says
   * @param opening the prefix and quotes that its first literal starts with; empty for a name, or
   *     what is put together
   * @param closing the quotes that end it
   */
  record Text(String text, String opening, String closing, int start, int end)
      implements PythonValue {
    @Override
    public List<String> texts() {
      return List.of(text);
    }

    @Override
    public PythonValue at(int start, int end) {
      return new Text(text, "", "", start, end);
    }
  }

  /** What a sequence is written as. */
  enum Shape {
    /** In parentheses, or with none. */
    TUPLE,
    LIST,
    SET
  }

  /**
   * A tuple, list or set of texts.
   *
   * @param tokens everything between the brackets in order: elements, commas, comments
   */
  public record Items(Shape shape, List<Token> tokens, int start, int end) implements PythonValue {

    /** The elements. */
    public List<Text> elements() {
      return tokens.stream()
          .filter(Element.class::isInstance)
          .map(token -> ((Element) token).text())
          .toList();
    }

    @Override
    public List<String> texts() {
      return elements().stream().map(Text::text).toList();
    }

    @Override
    public PythonValue at(int start, int end) {
      return new Computed(texts(), start, end);
    }

    @Override
    public boolean isSequence() {
      return true;
    }
  }

  /** A sequence of texts that is not written out: a name for one, or several put together. */
  record Computed(List<String> texts, int start, int end) implements PythonValue {
    @Override
    public PythonValue at(int start, int end) {
      return new Computed(texts, start, end);
    }

    @Override
    public boolean isSequence() {
      return true;
    }
  }

  /** A part of a sequence. */
  sealed interface Token {
    int start();

    int end();
  }

  /** An element of a sequence. */
  record Element(Text text) implements Token {
    @Override
    public int start() {
      return text.start();
    }

    @Override
    public int end() {
      return text.end();
    }
  }

  /** A comma. */
  record Comma(int start, int end) implements Token {}

  /** A comment, up to the end of its line. */
  record Comment(int start, int end) implements Token {}
}
