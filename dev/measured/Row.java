package measured;

import java.util.List;

/** Something that is measured in several sizes. */
public interface Row {

  /** Its name, as {@code plan}. */
  String name();

  /** What it measures, in a few words. */
  String about();

  /** The names of its sizes, each as {@code plan-500-20000}; those that are usual come first. */
  List<String> sizes();

  /** How many of its sizes are measured where none is named. */
  default int usual() {
    return 1;
  }

  /** Measures one of its sizes. */
  List<Result> measure(Workplace workplace, String size) throws Exception;
}
