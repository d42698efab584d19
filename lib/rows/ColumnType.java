package rows;

/** Types of columns, as {@code format_type} names them. */
public final class ColumnType {
  private ColumnType() {}

  /** Whether what is put in becomes a text by itself. */
  public static boolean isText(String type) {
    return type.matches("(text|character varying|character)(\\(\\d+\\))?");
  }

  /** Whether its values are days. */
  public static boolean isDay(String type) {
    return type.equals("date");
  }

  /** Whether its values are days with a time. */
  public static boolean isTimestamp(String type) {
    return type.startsWith("timestamp");
  }

  /** Whether they are points in time. */
  public static boolean hasZone(String type) {
    return type.endsWith("with time zone");
  }
}
