package alembic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a revision script declares.
 *
 * @param revision its id
 * @param downRevisions the revisions that it comes after; none for a base
 * @param dependsOn revisions or branch labels that must be there before it
 * @param branchLabels names of the branch that starts here
 * @param message the first paragraph of its docstring, on one line
 * @param createDate the text behind {@code Create Date:} in its docstring
 * @param path its file
 * @param source the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // A script is known by its id; nobody compares its bytes.
public record RevisionScript(
    String revision,
    List<String> downRevisions,
    List<String> dependsOn,
    List<String> branchLabels,
    String message,
    Optional<String> createDate,
    String path,
    byte[] source) {

  /** Down revisions and dependencies. */
  public List<String> parents() {
    return Stream.concat(downRevisions.stream(), dependsOn.stream()).distinct().toList();
  }

  /** Id and message, for a sentence. */
  public String title() {
    return message.isEmpty() ? revision : revision + " (" + message + ")";
  }
}
