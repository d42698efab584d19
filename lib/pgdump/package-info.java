//SOURCES AtomicBody.java
//SOURCES ConnectionString.java
//SOURCES CopyPart.java
//SOURCES CopyText.java
//SOURCES DefinedSecrets.java
//SOURCES DropStatements.java
//SOURCES Dump.java
//SOURCES DumpEntry.java
//SOURCES DumpEntryNames.java
//SOURCES LargeObjects.java
//SOURCES LineEnds.java
//SOURCES OptionList.java
//SOURCES QuotedTexts.java
//SOURCES RoundTripText.java
//SOURCES SqlScanner.java
//SOURCES StoredDump.java
//SOURCES StoredRows.java
//SOURCES UndoStatements.java

/** The text that pg_dump writes: its entries and statements, read and written. */
package pgdump;
