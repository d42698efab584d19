"""Tells what Alembic itself makes of a tree's revisions.

Usage: revision_graph.py REQUEST.json REPORT.json, as for runner.py beside it, with `heads`.

The report's output says as JSON what each revision comes after, dependencies among it, which
revisions are heads and bases, and which heads each branch label stands for.
"""

import json
import sys

import runner


def graph(script):
    revisions = list(script.walk_revisions())
    labels = {label for revision in revisions for label in revision._orig_branch_labels}
    return {
        "parents": {found.revision: sorted(found._all_down_revisions) for found in revisions},
        "heads": sorted(script.get_heads()),
        "bases": sorted(script.get_bases()),
        "labels": {label: named(script, label + "@heads") for label in sorted(labels)},
    }


def named(script, name):
    return sorted(found.revision for found in script.get_revisions(name))


def main():
    from alembic.script import ScriptDirectory

    loaded = []
    runner.after_init(ScriptDirectory, loaded.append)
    run = runner.run

    def asked(request, report):
        run(request, report)
        report["output"] = json.dumps(graph(loaded[-1]))

    runner.run = asked
    return runner.main()


if __name__ == "__main__":
    sys.exit(main())
