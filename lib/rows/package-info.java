//SOURCES ../console/package-info.java
//SOURCES ../database/package-info.java
//SOURCES CoarseMoment.java
//SOURCES GeneratedCells.java
//SOURCES MomentText.java
//SOURCES OneState.java
//SOURCES Renaming.java
//SOURCES RowBag.java
//SOURCES TableRows.java
//SOURCES UuidText.java

/** The rows of a database, and those cells of theirs that each build fills anew. */
package rows;
