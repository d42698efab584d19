//DEPS org.eclipse.jgit:org.eclipse.jgit:7.8.1.202611041320-r
//SOURCES Branch.java
//SOURCES Change.java
//SOURCES ChangedTree.java
//SOURCES Commit.java
//SOURCES DiffStat.java
//SOURCES Export.java
//SOURCES ExportIgnore.java
//SOURCES Folders.java
//SOURCES GeneratedPaths.java
//SOURCES GitRepository.java
//SOURCES GitTree.java
//SOURCES History.java
//SOURCES IndexUpdate.java
//SOURCES Links.java
//SOURCES PartialCloneObjects.java
//SOURCES PartialRepository.java
//SOURCES Refs.java
//SOURCES RevisionFolders.java
//SOURCES SourceTree.java
//SOURCES Tag.java
//SOURCES UserHome.java
//SOURCES WorkFiles.java
//SOURCES WorkTree.java
//SOURCES WrittenFiles.java

/** The repository: cleanliness, trees at a commit, one walk through history, staging a change. */
package git;
