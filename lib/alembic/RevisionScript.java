package alembic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import source.PythonSource;

/**
 * What a revision script declares.
 *
 * @param revision its id
 * @param downRevisions the revisions that it comes after; none for a base
 * @param dependsOn revisions or branch labels that must be there before it
 * @param branchLabels names of the branch that starts here
 * @param message the first paragraph of its docstring, on one line
 * @param createDate the text behind {@code Create Date:} in its docstring
 * @param code its file, parsed: once for all that look into it
 */
public record RevisionScript(
    String revision,
    List<String> downRevisions,
    List<String> dependsOn,
    List<String> branchLabels,
    String message,
    Optional<String> createDate,
    PythonSource code) {

  /** Its file. */
  public String path() {
    return code.path();
  }

  /** The file's bytes. */
  public byte[] source() {
    return code.bytes();
  }

  /** Down revisions and dependencies. */
  public List<String> parents() {
    return Stream.concat(downRevisions.stream(), dependsOn.stream()).distinct().toList();
  }

  /** Id and message, for a sentence. */
  public String title() {
    return message.isEmpty() ? revision : revision + " (" + message + ")";
  }
}
