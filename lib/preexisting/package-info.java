//SOURCES Alteration.java
//SOURCES BaselineTask.java
//SOURCES ChangedRows.java
//SOURCES DisabledTriggers.java
//SOURCES Environment.java
//SOURCES EnvironmentRows.java
//SOURCES EventTriggers.java
//SOURCES GuardedObjects.java
//SOURCES RehearsedRows.java
//SOURCES RowChanges.java
//SOURCES RowStatements.java
//SOURCES ScratchLoad.java
//SOURCES Stage.java
//SOURCES StagedRows.java
//SOURCES TableAlteration.java
//SOURCES TypeAlteration.java

/**
 * What was there before the first migration, what migrations changed of it, and the rehearsal of
 * that.
 */
package preexisting;
