package rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import process.StoredBytes;

/**
 * A sequence that does not change, read from the first to the last as often as wanted: kept on disk
 * where it is long, so that as many as a table has rows need no room in the heap.
 */
public final class Spool<T> implements Iterable<T> {
  private final Form<T> form;
  private final StoredBytes file;
  private final long start;
  private final long length;
  private final int size;

  private Spool(Form<T> form, StoredBytes file, long start, long length, int size) {
    this.form = form;
    this.file = file;
    this.start = start;
    this.length = length;
    this.size = size;
  }

  /** How an element is written. */
  interface Form<T> {
    /** The rows of tables. */
    Form<Row> ROW =
        new Form<>() {
          @Override
          public byte[] bytes(Row row) {
            return row.bytes();
          }

          @Override
          public Row read(byte[] bytes) {
            return new Row(bytes);
          }
        };

    byte[] bytes(T element);

    T read(byte[] bytes);
  }

  /** Rows that are few. */
  public static Spool<Row> of(List<Row> rows) {
    Writer<Row> writer = new Writer<>(Form.ROW);
    rows.forEach(writer::add);
    return writer.finish();
  }

  /** Writes a sequence. */
  static final class Writer<T> {
    private final Form<T> form;
    private final StoredBytes file;
    private final boolean isAlone;
    private final long start;
    private int size;

    /** Of a sequence in a file of its own. */
    Writer(Form<T> form) {
      this(form, new StoredBytes(), true);
    }

    private Writer(Form<T> form, StoredBytes file, boolean isAlone) {
      this.form = form;
      this.file = file;
      this.isAlone = isAlone;
      this.start = file.length();
    }

    /** Of one of several sequences in a file; who made that finishes it. */
    static Writer<Row> in(StoredBytes file) {
      return new Writer<>(Form.ROW, file, false);
    }

    void add(T element) {
      byte[] bytes = form.bytes(element);
      add(bytes, bytes.length);
    }

    void add(byte[] bytes, int count) {
      file.writeInt(count);
      file.write(bytes, 0, count);
      size = Math.addExact(size, 1);
    }

    Spool<T> finish() {
      if (isAlone) {
        file.finish();
      }
      return new Spool<>(form, file, start, file.length() - start, size);
    }
  }

  Form<T> form() {
    return form;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many bytes they are. */
  long length() {
    return length;
  }

  /**
   * Those for which something holds; itself where that is all of them.
   *
   * @param wanted asked once of each, in order
   */
  public Spool<T> filter(Predicate<T> wanted) {
    int first = 0;
    Iterator<T> elements = iterator();
    while (elements.hasNext() && wanted.test(elements.next())) {
      first++;
    }
    if (first == size) {
      return this;
    }
    Writer<T> kept = new Writer<>(form);
    Iterator<T> again = iterator();
    for (int i = 0; i < first; i++) {
      kept.add(again.next());
    }
    elements.forEachRemaining(
        element -> {
          if (wanted.test(element)) {
            kept.add(element);
          }
        });
    return kept.finish();
  }

  /** Gives the room on disk back, where nobody reads it any more: one in a file of its own. */
  void close() {
    file.close();
  }

  /** Each turned into another one. */
  public Spool<T> map(UnaryOperator<T> turned) {
    Writer<T> writer = new Writer<>(form);
    forEach(element -> writer.add(turned.apply(element)));
    return writer.finish();
  }

  /** These, and then those of another sequence. */
  public Spool<T> plus(Spool<T> others) {
    if (isEmpty() || others.isEmpty()) {
      return isEmpty() ? others : this;
    }
    Writer<T> writer = new Writer<>(form);
    forEach(writer::add);
    others.forEach(writer::add);
    return writer.finish();
  }

  /** None of them. */
  public Spool<T> none() {
    return new Spool<>(form, file, start, 0, 0);
  }

  /** How many of the first ones are the same as those of another sequence. */
  int common(Spool<T> other) {
    StoredBytes.Reader ours = file.from(start);
    StoredBytes.Reader theirs = other.file.from(other.start);
    int least = Math.min(size, other.size);
    for (int i = 0; i < least; i++) {
      byte[] one = ours.read(ours.readInt());
      byte[] another = theirs.read(theirs.readInt());
      if (!Arrays.equals(one, another)) {
        return i;
      }
    }
    return least;
  }

  /** Without the first ones. */
  Spool<T> from(int first) {
    StoredBytes.Reader reader = file.from(start);
    long skipped = 0;
    for (int i = 0; i < first; i++) {
      int bytes = reader.readInt();
      reader.read(bytes);
      skipped += Integer.BYTES + bytes;
    }
    return new Spool<>(form, file, start + skipped, length - skipped, size - first);
  }

  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  @Override
  public Iterator<T> iterator() {
    StoredBytes.Reader reader = file.from(start);
    return new Iterator<>() {
      private int read;

      @Override
      public boolean hasNext() {
        return read < size;
      }

      @Override
      public T next() {
        if (read == size) {
          throw new NoSuchElementException();
        }
        read++;
        return form.read(reader.read(reader.readInt()));
      }
    };
  }

  /** Whether another has the same elements in the same order. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Spool<?> spool
            && size == spool.size
            && length == spool.length
            && isSame(spool));
  }

  private <S> boolean isSame(Spool<S> other) {
    StoredBytes.Reader ours = file.from(start);
    StoredBytes.Reader theirs = other.file.from(other.start);
    for (int i = 0; i < size; i++) {
      int bytes = ours.readInt();
      if (bytes != theirs.readInt() || !Arrays.equals(ours.read(bytes), theirs.read(bytes))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return size;
  }

  @Override
  public String toString() {
    return size + " in " + length + " bytes";
  }
}
