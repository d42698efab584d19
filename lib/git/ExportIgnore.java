package git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/** Which files {@code git archive} leaves out (gitattributes, "export-ignore"). */
public final class ExportIgnore {
  private static final String NAME = "export-ignore";

  private ExportIgnore() {}

  /** Whether a file, or a folder above it, is left out. */
  public static boolean leavesOut(SourceTree tree, String path) {
    boolean isFolder = false;
    for (String part = path; !part.isEmpty(); part = Folders.parent(part)) {
      if (isMarked(tree, part, isFolder)) {
        return true;
      }
      isFolder = true;
    }
    return false;
  }

  /** The nearest .gitattributes counts that says something of it, and in that the last line. */
  private static boolean isMarked(SourceTree tree, String path, boolean isFolder) {
    String folder = path;
    do {
      folder = Folders.parent(folder);
      String beside = folder.isEmpty() ? "" : folder + "/";
      Optional<Boolean> said =
          tree.read(beside + ".gitattributes")
              .flatMap(bytes -> marked(bytes, path.substring(beside.length()), isFolder));
      if (said.isPresent()) {
        return said.get();
      }
    } while (!folder.isEmpty());
    return false;
  }

  private static Optional<Boolean> marked(byte[] attributes, String path, boolean isFolder) {
    AttributesNode node = new AttributesNode();
    try {
      node.parse(new ByteArrayInputStream(attributes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    List<AttributesRule> rules = node.getRules();
    Optional<Boolean> said = Optional.empty();
    for (AttributesRule rule : rules) {
      if (rule.isMatch(path, isFolder)) {
        for (Attribute attribute : rule.getAttributes()) {
          if (attribute.getKey().equals(NAME)) {
            said = Optional.of(attribute.getState() == Attribute.State.SET);
          }
        }
      }
    }
    return said;
  }
}
