package imports;

import alembic.RevisionScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import source.ModuleReference;
import source.PythonModules;

/**
 * Where code that stays names the file or the module of a revision that is squashed, which is gone
 * then.
 *
 * @param running uses by code that runs with kept revisions: those, env.py, and what they import
 * @param others uses by other code of the repository
 */
public record SquashedImports(List<Use> running, List<Use> others) {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /**
   * A use.
   *
   * @param path the file
   * @param reference the place in it
   * @param script what is meant
   */
  public record Use(String path, ModuleReference reference, RevisionScript script) {
    /** As the start of a sentence: which file does what with which. */
    public String sentence() {
      String verb =
          switch (reference.form()) {
            case PATH, FILE_NAME -> "names the file ";
            case REVISION -> "asks for ";
            default -> "imports ";
          };
      return path + ", line " + reference.line() + ", " + verb + script.path();
    }
  }

  /** Looks through a tree that is not squashed yet. */
  public static SquashedImports of(KeptCode code) {
    Set<String> run = code.run();
    Set<String> words = words(code);
    List<Use> uses =
        List.copyOf(code.all()).parallelStream()
            .filter(path -> run.contains(path) || mayUse(code, path, words))
            .flatMap(path -> in(code, path).stream())
            .toList();
    boolean all = uses.stream().allMatch(use -> run.contains(use.path()));
    Set<String> running = all ? run : code.imported();
    Map<Boolean, List<Use>> parts =
        uses.stream().collect(Collectors.partitioningBy(use -> running.contains(use.path())));
    return new SquashedImports(parts.get(true), parts.get(false));
  }

  /** The uses in one file. */
  static List<Use> in(KeptCode code, String path) {
    return in(code, path, code.references(path));
  }

  /** The uses among references of one file. */
  static List<Use> in(KeptCode code, String path, List<ModuleReference> references) {
    List<Use> uses = new ArrayList<>();
    for (ModuleReference reference : references) {
      code.squashed(path, reference).forEach(script -> uses.add(new Use(path, reference, script)));
    }
    return uses;
  }

  /** Parsing each file of a large repository would take long. */
  private static boolean mayUse(KeptCode code, String path, Set<String> words) {
    return code.read(path)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .filter(
            text -> WORD.matcher(text).results().map(MatchResult::group).anyMatch(words::contains))
        .isPresent();
  }

  /** Of each squashed file's name the longest word, and the ids. */
  private static Set<String> words(KeptCode code) {
    Set<String> words = new HashSet<>();
    for (RevisionScript script : code.squashedScripts()) {
      List<String> names = PythonModules.names(script.path());
      words.add(longest(names.get(names.size() - 1)));
      words.add(longest(script.revision()));
    }
    return words;
  }

  private static String longest(String name) {
    return WORD.matcher(name)
        .results()
        .map(MatchResult::group)
        .max(Comparator.comparingInt(String::length))
        .orElse(name);
  }
}
