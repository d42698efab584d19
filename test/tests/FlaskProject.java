package tests;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import migrations.ProjectTree;
import python.PythonInterpreter;

/** A shop with a factory of its Flask application, whose migrations folder Flask-Migrate made. */
final class FlaskProject {
  /** How it names its database where no test says otherwise. */
  static final String URI =
      "os.environ.get('SHOP_URI', 'postgresql+psycopg2://nobody@nowhere/none')";

  private static final String APPLICATION =
      """
      import os
      import sys

      from flask import Flask
      from flask_migrate import Migrate
      from flask_sqlalchemy import SQLAlchemy

      db = SQLAlchemy()
      migrate = Migrate()


      class Item(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          name = db.Column(db.String(80), nullable=False)


      class Basket(db.Model):
          id = db.Column(db.Integer, primary_key=True)


      def create_app():
          assert sys.argv[1:2] == ["db"], "the application is for migrations here"
          app = Flask(__name__)
          app.config["SQLALCHEMY_DATABASE_URI"] = %s
          app.config["SQLALCHEMY_TRACK_MODIFICATIONS"] = False
          db.init_app(app)
          migrate.init_app(app, db)
          return app
      """;

  private static final String ITEMS =
      "op.create_table('item', sa.Column('id', sa.Integer, primary_key=True),"
          + " sa.Column('name', sa.String(80), nullable=False))";

  /** What a shop is installed with. */
  enum Packages {
    OLD(
        "click==8.1.8",
        "flask==2.2.5",
        "werkzeug==2.2.3",
        "flask-migrate==2.7.0",
        "flask-sqlalchemy==2.5.1",
        "alembic==1.9.4",
        "sqlalchemy==1.4.54",
        "greenlet==3.2.4",
        "psycopg2-binary==2.9.11",
        "python-dotenv==1.0.1"),
    NEW(
        "flask==3.1.3",
        "flask-migrate==4.1.0",
        "flask-sqlalchemy==3.1.1",
        "alembic==1.20.1",
        "sqlalchemy==2.1.9",
        "psycopg2-binary==2.9.13",
        "python-dotenv==1.2.4");

    private final String requirements;

    Packages(String... requirements) {
      this.requirements = String.join(" ", requirements);
    }

    PythonInterpreter python() {
      return Drivers.python(requirements);
    }
  }

  private final SmallProject project;
  private final PythonInterpreter python;

  /**
   * Makes it in an empty folder, with a revision.
   *
   * @param packages what makes the migrations folder, and runs it
   */
  FlaskProject(Path folder, Packages packages) {
    project = SmallProject.empty(folder);
    python = packages.python();
    uri(URI);
    python
        .command("-c", "from flask.cli import main; main()", "db", "init")
        .in(folder)
        .with("FLASK_APP", "shop")
        .check();
    project.revision("a1a1", Optional.empty(), ITEMS);
  }

  SmallProject files() {
    return project;
  }

  PythonInterpreter python() {
    return python;
  }

  /** Has it name its database so, in Python. */
  FlaskProject uri(String expression) {
    project.write("shop.py", APPLICATION.formatted(expression));
    return this;
  }

  /** The folder as the work tree that it is. */
  ProjectTree tree() {
    return project.tree("migrations/alembic.ini");
  }

  /** Makes it a repository, with the tag {@code v1} on its two first revisions and one more. */
  SampleRun committed() {
    SampleRun run =
        new SampleRun(
            project.folder(), List.of("--engine=local", "--python=" + python.executable()));
    project.write(".gitignore", "__pycache__/\n.env\ninstance/\n");
    run.git("init", "--quiet", "--initial-branch=work");
    run.git("config", "user.name", "A Tester");
    run.git("config", "user.email", "tester@example.org");
    project.revision(
        "b2b2", Optional.of("a1a1"), "op.execute(\"INSERT INTO item VALUES (1, 'x')\")");
    commit(run, "one");
    run.git("tag", "v1");
    project.revision(
        "c3c3",
        Optional.of("b2b2"),
        "op.create_table('basket', sa.Column('id', sa.Integer, primary_key=True))");
    commit(run, "two");
    return run;
  }

  private static void commit(SampleRun run, String message) {
    run.git("add", ".");
    run.git("commit", "--quiet", "-m", message);
  }
}
