"""Walks version tables through pairs of histories, with Alembic's own code.

Usage: walk_histories.py FOLDER

Below FOLDER each folder is a history: `before` and `after` are its script directories, the latter
with an archive of what was squashed, cut.json names the cut and that. Printed is, as JSON by the
folder's name, how many states were walked, how many of them at squashed revisions, and what went
wrong in the first of them that Alembic would take for another.
"""

import json
import os
import random
import sys

from alembic.config import Config
from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory
from alembic.util import CommandError, load_python_file

MOST_STATES = 60
SMALL = 12
MOST_LABELS = 3

# How Alembic says that it cannot go from some heads to a target.
UNABLE = (AssertionError, CommandError, KeyError)


class VersionTable(HeadMaintainer):
    """The rows of a version table that is in no database."""

    def __init__(self, heads):
        self.heads = set(heads)

    def _insert_version(self, version):
        assert version not in self.heads, version
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, old, new):
        assert new not in self.heads, new
        self.heads.remove(old)
        self.heads.add(new)


class Context:
    """What env.py has of Alembic where a database is at some heads."""

    as_sql = False
    purge = False

    def __init__(self, folder, script, heads):
        self.config = Config()
        self.config.set_main_option("script_location", folder)
        self.script = script
        self.heads = heads

    def get_context(self):
        return self

    def get_current_heads(self):
        return tuple(self.heads)


class History:
    def __init__(self, folder, meaning):
        self.folder = folder
        self.script = ScriptDirectory(folder)
        self.meaning = meaning
        self.revisions = {found.revision: found for found in self.script.walk_revisions()}
        self.labels = sorted(
            {name for found in self.revisions.values() for name in found._orig_branch_labels}
        )

    def upgrade(self, heads, target):
        """What runs, in order, and the heads after it."""
        table, ran = VersionTable(heads), []
        for step in self.script._upgrade_revs(target, tuple(sorted(heads))):
            ran.append(step.revision.revision)
            table.update_to_step(step)
        return ran, frozenset(table.heads)

    def applied(self, heads):
        """All that heads imply, in the words of the originals."""
        seen, waiting = set(), list(heads)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.revisions[name]._all_down_revisions)
        return self.meant(seen)

    def meant(self, names):
        return {original for name in names for original in self.meaning.get(name, [name])}

    def targets(self):
        """All revisions of a small history, some of a large one."""
        names = sorted(self.revisions)
        return names if len(names) <= SMALL else random.sample(names, SMALL)

    def reached(self, heads, target):
        """The heads after an upgrade; those before it if Alembic cannot do it."""
        try:
            return self.upgrade(heads, target)[1]
        except UNABLE:
            return heads

    def states(self):
        """The heads that a database can be at, the empty one first."""
        found, waiting = [frozenset()], [frozenset()]
        known = set(found)
        while waiting and len(found) < MOST_STATES:
            heads = waiting.pop(0)
            for target in self.targets() + ["heads"]:
                after = self.reached(heads, target)
                if after not in known:
                    known.add(after)
                    found.append(after)
                    waiting.append(after)
        return found


def wrong(before, after, heads, gone):
    """Why the squashed revisions do not bring a database to where the originals do."""
    if heads & gone:
        try:
            after.upgrade(heads, "heads")
        except CommandError as refused:
            if "Can't locate" not in str(refused):
                return str(refused)
        else:
            return "a removed revision is not missed"
        return not_archived(before, after, heads)
    return other(before, after, heads)


def not_archived(before, after, heads):
    """The same, with what squashed_history.py gives Alembic for such a database."""
    squashed_history = load_python_file(after.folder, "squashed_history.py")
    squashed_history.use(Context(after.folder, after.script, heads))
    meaning, after.meaning = after.meaning, {}
    try:
        return other(before, after, heads)
    finally:
        after.meaning = meaning
        squashed_history.use(Context(after.folder, after.script, []))


def other(before, after, heads):
    for target in ["heads"] + [label + "@heads" for label in before.labels[:MOST_LABELS]]:
        applied = before.applied(heads)
        try:
            expected = applied | before.meant(before.upgrade(heads, target)[0])
        except UNABLE:
            continue  # The originals cannot do it either.
        try:
            ran = after.upgrade(heads, target)[0]
        except UNABLE as refused:
            return "%s: %s %s" % (target, type(refused).__name__, refused)
        again = applied & after.meant(ran)
        if again:
            return "%s runs again %s" % (target, sorted(again))
        reached = applied | after.meant(ran)
        if reached != expected:
            return "%s leaves out %s, adds %s" % (
                target,
                sorted(expected - reached),
                sorted(reached - expected),
            )
    return None


def walked(folder):
    with open(os.path.join(folder, "cut.json")) as file:
        cut = json.load(file)
    before = History(os.path.join(folder, "before"), {})
    after = History(os.path.join(folder, "after"), {cut["cut"]: cut["squashed"]})
    gone = set(cut["squashed"]) - {cut["cut"]}
    states = before.states()
    result = {
        "states": len(states),
        "archived": sum(1 for heads in states if heads & gone),
        "wrong": None,
    }
    for heads in states:
        why = wrong(before, after, heads, gone)
        if why:
            result["wrong"] = "%s: %s" % (sorted(heads), why)
            break
    return result


def main():
    root = sys.argv[1]
    random.seed(1)
    print(json.dumps({name: walked(os.path.join(root, name)) for name in sorted(os.listdir(root))}))


if __name__ == "__main__":
    main()
