package console;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What the user is asked. Without a terminal a question is a {@link Failure} that names the option
 * which would have answered it.
 */
public final class Questions {
  private final Console console;
  private final Console.Settings settings;
  private boolean assumeYes;

  Questions(Console console, Console.Settings settings) {
    this.console = console;
    this.settings = settings;
    this.assumeYes = settings.assumeYes();
  }

  /** From here on, every yes-or-no question is answered: one yes covers the rest. */
  public void assumeYes() {
    assumeYes = true;
  }

  /** Whether one yes covers them all. */
  public boolean assumesYes() {
    return assumeYes;
  }

  /** Whether there is somebody to answer. */
  public boolean canAsk() {
    return settings.terminal();
  }

  /**
   * Asks for a yes. The default is no.
   *
   * @throws Failure without a terminal and without {@code --yes}
   */
  public boolean confirm(String question) {
    if (assumeYes) {
      console.say(question + " yes");
      return true;
    }
    return isYes(ask(question + " [y/N]", "Pass --yes to answer yes."));
  }

  private static boolean isYes(String answer) {
    return List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT));
  }

  /**
   * Asks for what an option would have said, and one yes to all does not cover.
   *
   * @return no where there is nobody to ask
   */
  public boolean decide(String question) {
    return canAsk() && !assumeYes && isYes(ask(question + " [y/N]", ""));
  }

  /**
   * Lets the user pick one of several.
   *
   * @param option the option that would have answered the question
   * @throws Failure without a terminal: it lists the choices and names the option
   */
  public String choose(String question, List<String> choices, String option) {
    String listed = String.join(", ", choices);
    if (settings.terminal()) {
      for (int i = 0; i < choices.size(); i++) {
        console.print("  " + (i + 1) + ") " + choices.get(i));
      }
    }
    String answer =
        ask(question + " [1-" + choices.size() + "]", "Pass " + option + " with one of: " + listed);
    try {
      return choices.get(Integer.parseInt(answer) - 1);
    } catch (NumberFormatException | IndexOutOfBoundsException notOneOfThem) {
      throw Failure.usage(
          "'" + answer + "' is not one of the numbers 1 to " + choices.size(),
          "Answer with a number, or pass " + option + ".");
    }
  }

  /**
   * Asks for a text.
   *
   * @param option the option that would have answered the question
   * @throws Failure without a terminal
   */
  public String text(String question, String option) {
    return ask(question, "Pass " + option + ".");
  }

  private String ask(String question, String withoutTerminal) {
    if (!settings.terminal()) {
      throw Failure.usage(
          "this needs an answer and there is no terminal to ask on: " + question, withoutTerminal);
    }
    console.prompt(question + " ");
    try {
      String line = settings.in().readLine();
      if (line == null) {
        console.print("");
        return "";
      }
      return line.strip();
    } catch (IOException unreadable) {
      throw new Failure("the answer could not be read", withoutTerminal, unreadable);
    }
  }
}
