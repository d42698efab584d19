//SOURCES CanonicalOrder.java
//SOURCES CanonicalTextOrder.java
//SOURCES DefinedSecret.java
//SOURCES Fact.java
//SOURCES Facts.java
//SOURCES LocalScratch.java
//SOURCES NormalisedDump.java
//SOURCES ObjectKey.java
//SOURCES ScratchSpace.java
//SOURCES Secrets.java
//SOURCES SequencesAndLargeObjects.java
//SOURCES Snapshot.java
//SOURCES StoredPassword.java
//SOURCES StoredSecret.java

/** One state of a database as a proof sees it: definitions, facts, rows, secrets. */
package snapshot;
