//SOURCES Baseline.java
//SOURCES BaselineFile.java
//SOURCES BaselineStatement.java
//SOURCES DoBlock.java
//SOURCES HeadFact.java
//SOURCES RevisionSql.java
//SOURCES SessionSettings.java
//SOURCES StorageSettings.java

/** A baseline as statements, and the file of SQL that they make. */
package statements;
