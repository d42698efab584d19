//SOURCES AmbiguousRows.java
//SOURCES BuildWindow.java
//SOURCES CoarseMoment.java
//SOURCES ColumnType.java
//SOURCES ColumnValues.java
//SOURCES CopiedRows.java
//SOURCES Counterparts.java
//SOURCES EpochText.java
//SOURCES GeneratedCells.java
//SOURCES MomentText.java
//SOURCES PatternForm.java
//SOURCES Row.java
//SOURCES RowMultiset.java
//SOURCES SnapshotTransaction.java
//SOURCES Spool.java
//SOURCES TableRows.java
//SOURCES TextWithPlaceholders.java
//SOURCES UnorderedRows.java
//SOURCES UuidText.java
//SOURCES ValueMapping.java

/** The rows of a database, and those cells of theirs that each build fills anew. */
package rows;
