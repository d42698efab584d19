//SOURCES ../console/package-info.java
//SOURCES ../database/package-info.java
//SOURCES AlikeRows.java
//SOURCES BuildWindow.java
//SOURCES CoarseMoment.java
//SOURCES EpochText.java
//SOURCES GeneratedCells.java
//SOURCES MarkedText.java
//SOURCES MomentText.java
//SOURCES OneState.java
//SOURCES Renaming.java
//SOURCES RowBag.java
//SOURCES TableRows.java
//SOURCES UnorderedRows.java
//SOURCES UuidText.java

/** The rows of a database, and those cells of theirs that each build fills anew. */
package rows;
