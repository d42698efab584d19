//SOURCES Baseline.java
//SOURCES BaselineFile.java
//SOURCES BaselineStatement.java
//SOURCES Cell.java
//SOURCES DoBlock.java
//SOURCES HeaderLine.java
//SOURCES RevisionSql.java
//SOURCES RowDelete.java
//SOURCES RowInsert.java
//SOURCES RowStatement.java
//SOURCES RowUpdate.java
//SOURCES SessionSettings.java
//SOURCES SqlStatement.java
//SOURCES StorageSettings.java
//SOURCES WrittenRow.java

/** A baseline as statements, and the file of SQL that they make. */
package statements;
