package twin;

import java.time.LocalDate;

/**
 * A day that two installations have each their own of.
 *
 * @param sql what gives it, of type {@code date}
 * @param first the one's
 * @param second the other's
 */
public record Day(String sql, LocalDate first, LocalDate second) {}
