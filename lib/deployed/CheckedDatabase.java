package deployed;

import postgres.ConnectionParameters;

/**
 * A database and its state.
 *
 * @param place where it is
 * @param state what `upgrade` means to it
 */
record CheckedDatabase(ConnectionParameters place, DatabaseState state) {}
