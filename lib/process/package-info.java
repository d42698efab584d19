//DEPS org.zeroturnaround:zt-exec:1.13.0
//SOURCES Instance.java
//SOURCES LeftFolders.java
//SOURCES NativeLibraries.java
//SOURCES NetworkNamespace.java
//SOURCES OwnFile.java
//SOURCES ProcessOutput.java
//SOURCES Processes.java
//SOURCES ProgramPath.java
//SOURCES RunningProcess.java
//SOURCES ShippedText.java
//SOURCES ShutdownHooks.java
//SOURCES StoredBytes.java
//SOURCES StoredLines.java
//SOURCES TemporaryFolder.java
//SOURCES UnnamedFile.java
//SOURCES Unprivileged.java
//SOURCES UserCache.java
//SOURCES Watchdog.java

/**
 * Other programs, and what has to be gone when they or this one end: processes, folders, and what
 * is kept on disk for want of room in the heap.
 */
package process;
