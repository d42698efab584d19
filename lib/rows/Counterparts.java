package rows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The elements of two sequences that have the same key: the first one of each that has it, the
 * second ones, and so on. Both are sorted by their keys and read side by side, in parts on disk
 * where they are many.
 *
 * @param pairs in the order of the second sequence
 * @param left those of the first sequence that have none, in their order
 * @param right those of the second sequence that have none, in their order
 */
record Counterparts<A, B, P>(Spool<P> pairs, Spool<A> left, Spool<B> right) {
  /** As many bytes are sorted in the heap, where an object takes some times as many. */
  private static final int IN_THE_HEAP = 1 << 23;

  private static final Comparator<Entry> BY_NUMBER = Comparator.comparingInt(Entry::number);

  private static final Comparator<Entry> BY_KEY =
      Comparator.comparing(Entry::key).thenComparing(BY_NUMBER);

  private static final Row NO_KEY = new Row(List.of());

  /**
   * An element while it is sorted.
   *
   * @param number its place in the sequence
   * @param element as it is written
   */
  @SuppressWarnings("ArrayRecordComponent") // It is written and read, and never compared.
  private record Entry(Row key, int number, byte[] element) {
    int length() {
      return key.bytes().length + element.length;
    }
  }

  private static final Spool.Form<Entry> ENTRY =
      new Spool.Form<>() {
        @Override
        public byte[] bytes(Entry entry) {
          byte[] key = entry.key().bytes();
          return ByteBuffer.allocate(2 * Integer.BYTES + key.length + entry.element().length)
              .putInt(entry.number())
              .putInt(key.length)
              .put(key)
              .put(entry.element())
              .array();
        }

        @Override
        public Entry read(byte[] bytes) {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          int number = rest.getInt();
          byte[] key = new byte[rest.getInt()];
          rest.get(key);
          byte[] element = new byte[rest.remaining()];
          rest.get(element);
          return new Entry(new Row(key), number, element);
        }
      };

  /**
   * Finds them.
   *
   * @param pair what is made of two counterparts
   */
  static <A, B, P> Counterparts<A, B, P> of(
      Spool<A> first,
      Function<A, Row> firstKey,
      Spool<B> second,
      Function<B, Row> secondKey,
      BiFunction<A, B, P> pair,
      Spool.Form<P> form) {
    Spool.Writer<Entry> pairs = new Spool.Writer<>(ENTRY);
    BiConsumer<Entry, Entry> made =
        (one, other) -> {
          P both = pair.apply(read(first, one), read(second, other));
          pairs.add(new Entry(NO_KEY, other.number(), form.bytes(both)));
        };
    Walk walk = new Walk(entries(first, firstKey), entries(second, secondKey), made);
    return new Counterparts<>(
        inOrder(pairs.finish(), form),
        inOrder(walk.left.finish(), first.form()),
        inOrder(walk.right.finish(), second.form()));
  }

  /** Finds the rows that have none, where their key is the whole row. */
  static RowMultiset.Difference without(Spool<Row> first, Spool<Row> second) {
    Walk walk =
        new Walk(entries(first, row -> row), entries(second, row -> row), (one, other) -> {});
    return new RowMultiset.Difference(
        inOrder(walk.left.finish(), first.form()), inOrder(walk.right.finish(), second.form()));
  }

  /** Reads both side by side. */
  private static final class Walk {
    private final Spool.Writer<Entry> left = new Spool.Writer<>(ENTRY);
    private final Spool.Writer<Entry> right = new Spool.Writer<>(ENTRY);

    Walk(Iterator<Entry> first, Iterator<Entry> second, BiConsumer<Entry, Entry> both) {
      Iterator<Entry> ours = sorted(first, BY_KEY);
      Iterator<Entry> theirs = sorted(second, BY_KEY);
      Optional<Entry> one = next(ours);
      Optional<Entry> other = next(theirs);
      while (one.isPresent() || other.isPresent()) {
        int order = order(one, other);
        if (order == 0) {
          both.accept(one.get(), other.get());
        } else if (order < 0) {
          left.add(one.get());
        } else {
          right.add(other.get());
        }
        one = order <= 0 ? next(ours) : one;
        other = order >= 0 ? next(theirs) : other;
      }
    }

    private static int order(Optional<Entry> one, Optional<Entry> other) {
      if (one.isEmpty() || other.isEmpty()) {
        return one.isEmpty() ? 1 : -1;
      }
      return one.get().key().compareTo(other.get().key());
    }

    private static Optional<Entry> next(Iterator<Entry> entries) {
      return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }
  }

  private static <T> T read(Spool<T> sequence, Entry entry) {
    return sequence.form().read(entry.element());
  }

  private static <T> Spool<T> inOrder(Spool<Entry> entries, Spool.Form<T> form) {
    Spool.Writer<T> writer = new Spool.Writer<>(form);
    sorted(entries.iterator(), BY_NUMBER)
        .forEachRemaining(entry -> writer.add(entry.element(), entry.element().length));
    entries.close();
    return writer.finish();
  }

  private static <T> Iterator<Entry> entries(Spool<T> sequence, Function<T, Row> key) {
    Iterator<T> elements = sequence.iterator();
    return new Iterator<>() {
      private int number;

      @Override
      public boolean hasNext() {
        return elements.hasNext();
      }

      @Override
      public Entry next() {
        T element = elements.next();
        return new Entry(key.apply(element), number++, sequence.form().bytes(element));
      }
    };
  }

  private static Iterator<Entry> sorted(Iterator<Entry> entries, Comparator<Entry> order) {
    List<Spool<Entry>> parts = new ArrayList<>();
    List<Entry> part = new ArrayList<>();
    long length = 0;
    while (entries.hasNext()) {
      Entry entry = entries.next();
      part.add(entry);
      length += entry.length() + Long.BYTES;
      if (length > IN_THE_HEAP) {
        parts.add(written(part, order));
        part.clear();
        length = 0;
      }
    }
    if (parts.isEmpty()) {
      part.sort(order);
      return part.iterator();
    }
    parts.add(written(part, order));
    return merged(parts, order);
  }

  private static Spool<Entry> written(List<Entry> part, Comparator<Entry> order) {
    part.sort(order);
    Spool.Writer<Entry> writer = new Spool.Writer<>(ENTRY);
    part.forEach(writer::add);
    return writer.finish();
  }

  /** What is left of a part, its first entry already read. */
  private record Rest(Entry first, Iterator<Entry> others, Spool<Entry> part) {}

  private static Iterator<Entry> merged(List<Spool<Entry>> parts, Comparator<Entry> order) {
    PriorityQueue<Rest> rests = new PriorityQueue<>(Comparator.comparing(Rest::first, order));
    for (Spool<Entry> part : parts) {
      add(rests, part.iterator(), part);
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !rests.isEmpty();
      }

      @Override
      public Entry next() {
        Rest rest = rests.remove();
        add(rests, rest.others(), rest.part());
        return rest.first();
      }
    };
  }

  private static void add(PriorityQueue<Rest> rests, Iterator<Entry> entries, Spool<Entry> part) {
    if (entries.hasNext()) {
      rests.add(new Rest(entries.next(), entries, part));
    } else {
      part.close();
    }
  }
}
