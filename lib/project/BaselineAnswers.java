package project;

import alembic.RevisionScript;
import alembic.RevisionScripts;
import alembic.ScriptTexts;
import answers.Answers;
import git.Folders;
import git.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import process.StoredBytes;
import statements.BaselineFile;

/**
 * What maintainers answered when they made baselines: a baseline's SQL has it at its top.
 *
 * @param files those with baselines, the newest first
 */
public record BaselineAnswers(List<OfFile> files) {
  private static final String SQL_FILE = "[^/\n]+\\.sql";

  /** Keeps a copy. */
  public BaselineAnswers {
    files = List.copyOf(files);
  }

  /**
   * The answers that a file has.
   *
   * @param file its name
   */
  record OfFile(String file, Answers answers) {}

  /**
   * Reads the SQL that revisions hold, or that lies beside them.
   *
   * @param scripts the newest first: those that come after others are baselines if they say so
   */
  public static BaselineAnswers of(SourceTree tree, List<RevisionScript> scripts) {
    return new BaselineAnswers(
        scripts.stream()
            .filter(
                script -> script.downRevisions().isEmpty() || RevisionScripts.isBaseline(script))
            .flatMap(script -> files(tree, script).stream())
            .toList());
  }

  private static List<OfFile> files(SourceTree tree, RevisionScript script) {
    List<OfFile> files = new ArrayList<>();
    String folder = Folders.parent(script.path());
    String beside = folder.isEmpty() ? "" : folder + "/";
    for (String text : ScriptTexts.of(script)) {
      if (text.matches(SQL_FILE)) {
        tree.stored(beside + text).ifPresent(sql -> files.add(new OfFile(text, answers(sql))));
      } else {
        files.add(
            new OfFile(script.path().substring(beside.length()), answers(StoredBytes.of(text))));
      }
    }
    return files;
  }

  private static Answers answers(StoredBytes text) {
    return BaselineFile.isOne(text) ? BaselineFile.read(text).answers() : Answers.NONE;
  }

  /** All of them: where several files answer for one thing, the first one counts. */
  Answers all() {
    Answers all = Answers.NONE;
    for (OfFile file : files) {
      all = file.answers().plus(all);
    }
    return all;
  }

  /** The file whose answer about something counts; empty if none has one. */
  Optional<String> file(String name) {
    return files.stream()
        .filter(file -> file.answers().byName().containsKey(name))
        .map(OfFile::file)
        .findFirst();
  }
}
