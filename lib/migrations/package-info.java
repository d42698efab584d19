//DEPS com.google.code.gson:gson:2.15.0
//SOURCES AlembicGraph.java
//SOURCES AlembicRun.java
//SOURCES ForkServer.java
//SOURCES MigrationRunner.java
//SOURCES MissingObject.java
//SOURCES Moment.java
//SOURCES ProjectTree.java
//SOURCES ProjectVariables.java
//SOURCES RunnerReport.java
//SOURCES RunnerRequest.java
//SOURCES SchemaChoice.java
//SOURCES Target.java
//SOURCES UpgradeCommand.java

/** The project's own Alembic, run on a throwaway database and led away from any other. */
package migrations;
