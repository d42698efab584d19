package tests;

import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tree of files that a test writes down.
 *
 * @param files their texts by their paths
 */
record FileTree(Map<String, String> files) implements SourceTree {
  static FileTree of(String... pathsAndTexts) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return new FileTree(files);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Entry> list(String folder, boolean recursive) {
    return files.keySet().stream()
        .filter(path -> git.Folders.hold(List.of(folder), recursive, path))
        .sorted()
        .map(path -> new Entry(path, Integer.toHexString(files.get(path).hashCode())))
        .toList();
  }

  @Override
  public Optional<String> link(String path) {
    return Optional.empty();
  }

  @Override
  public List<String> links(String folder, boolean recursive) {
    return List.of();
  }

  @Override
  public String describe() {
    return "the test's files";
  }
}
