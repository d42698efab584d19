//SOURCES BaselineDowngrade.java
//SOURCES BaselineHeading.java
//SOURCES BranchesInFlight.java
//SOURCES CommitMessage.java
//SOURCES DanglingReferences.java
//SOURCES Downgrade.java
//SOURCES DropArchivePhase.java
//SOURCES HistoryChoice.java
//SOURCES LeftBehind.java
//SOURCES OrphanFiles.java
//SOURCES PlannedBaseline.java
//SOURCES SquashChange.java
//SOURCES SquashOptions.java
//SOURCES SquashPhase.java

/** The change of the repository: what goes, what is rewritten, what would dangle. */
package squash;
