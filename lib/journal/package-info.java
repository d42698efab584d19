//DEPS com.google.code.gson:gson:2.15.0
//SOURCES FileStates.java
//SOURCES Journal.java
//SOURCES JournalFolder.java
//SOURCES Placing.java
//SOURCES ProjectLock.java
//SOURCES RecordedChange.java
//SOURCES Recovery.java
//SOURCES RunningChange.java
//SOURCES TakingBack.java
//SOURCES UndoPhase.java

/** Changes of the repository, written down before they begin: all of one, or none, and undone. */
package journal;
