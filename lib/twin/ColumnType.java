package twin;

/** Types of columns, as {@code format_type} names them. */
final class ColumnType {
  private ColumnType() {}

  /** Whether what is put in becomes a text by itself. */
  static boolean isText(String type) {
    return type.matches("(text|character varying|character)(\\(\\d+\\))?");
  }

  static boolean isDay(String type) {
    return type.equals("date");
  }

  static boolean isTimestamp(String type) {
    return type.startsWith("timestamp");
  }

  static boolean hasZone(String type) {
    return type.endsWith("with time zone");
  }
}
