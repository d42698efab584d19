package pgdump;

/** Rows in the text format of {@code COPY}, which are read when they are wanted. */
public interface CopyPart {
  /** Reads them. */
  CopyText read();
}
