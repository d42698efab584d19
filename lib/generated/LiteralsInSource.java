package generated;

import java.time.LocalDate;

/** What somebody wrote down where migrations may have it from. */
public interface LiteralsInSource {
  /** Whether a day is spelled out. */
  boolean hasDay(LocalDate day);

  /** Whether these digits are there, with none before or behind them. */
  boolean hasNumber(String digits);
}
