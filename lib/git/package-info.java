//DEPS org.eclipse.jgit:org.eclipse.jgit:7.8.1.202611041320-r
//SOURCES Branch.java
//SOURCES Change.java
//SOURCES ChangedTree.java
//SOURCES Commit.java
//SOURCES DiffStat.java
//SOURCES Export.java
//SOURCES ExportIgnore.java
//SOURCES FolderChanges.java
//SOURCES Folders.java
//SOURCES GeneratedPaths.java
//SOURCES GitProgram.java
//SOURCES GitRepository.java
//SOURCES GitTree.java
//SOURCES History.java
//SOURCES IndexUpdate.java
//SOURCES Links.java
//SOURCES PartialCloneObjects.java
//SOURCES Push.java
//SOURCES Refs.java
//SOURCES SourceTree.java
//SOURCES SwappedIndex.java
//SOURCES Tag.java
//SOURCES UserCommit.java
//SOURCES UserHome.java
//SOURCES WorkTree.java
//SOURCES WrittenFiles.java

/**
 * The repository: cleanliness, trees at a commit, what history tells, staging a change.
 *
 * <p>More than 25 files, since each of git's own words (tag, branch, commit, index, link) is a
 * class of a few lines.
 */
package git;
