//SOURCES AlembicGraph.java
//SOURCES AlembicRun.java
//SOURCES ForkServer.java
//SOURCES ForkServers.java
//SOURCES ImportedModules.java
//SOURCES LaterClock.java
//SOURCES MigrationRunner.java
//SOURCES MissingObject.java
//SOURCES NetworkAccess.java
//SOURCES ProjectTree.java
//SOURCES ProjectVariables.java
//SOURCES RunAdvice.java
//SOURCES RunnerReport.java
//SOURCES RunnerRequest.java
//SOURCES SchemaChoice.java
//SOURCES StopPoint.java
//SOURCES Target.java
//SOURCES UpgradeCommand.java

//DEPS com.google.code.gson:gson:2.15.0

/** The project's own Alembic, run on a throwaway database and led away from any other. */
package migrations;
