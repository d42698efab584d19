//SOURCES Alteration.java
//SOURCES BaselineTask.java
//SOURCES ChangedTables.java
//SOURCES ColumnFill.java
//SOURCES DisabledTriggers.java
//SOURCES EventTriggers.java
//SOURCES GuardedGrants.java
//SOURCES GuardedObjects.java
//SOURCES PreexistingObjects.java
//SOURCES PreexistingRowStatements.java
//SOURCES PreexistingRows.java
//SOURCES PreexistingTable.java
//SOURCES ScratchLoad.java
//SOURCES Stage.java
//SOURCES StagedRows.java
//SOURCES TableAlteration.java
//SOURCES TriggerWrittenRows.java
//SOURCES TypeAlteration.java

/**
 * What was there before the first migration, what migrations changed of it, and the rehearsal of
 * that.
 */
package preexisting;
