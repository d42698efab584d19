package migrations;

import java.util.List;

/**
 * What a command imported before it migrated, in the words of the runner's JSON (see {@code
 * templates/imported_modules.py}).
 *
 * @param seconds the processor time that took, with all that env.py did meanwhile
 * @param libraries the names of installed modules, in their order
 * @param own those of others; empty if they cannot be imported without what env.py does before
 * @param path where they were looked for; relative to the tree's root, where it is in it
 * @param words the command line that they found
 * @param folder the working folder that they found, likewise
 */
record ImportedModules(
    double seconds,
    List<String> libraries,
    List<String> own,
    List<String> path,
    List<String> words,
    String folder) {}
