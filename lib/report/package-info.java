//DEPS com.google.code.gson:gson:2.15.0
//DEPS com.samskivert:jmustache:1.16
//DEPS io.github.java-diff-utils:java-diff-utils:4.18
//SOURCES DiffLines.java
//SOURCES Findings.java
//SOURCES FoundInWays.java
//SOURCES GithubJob.java
//SOURCES History.java
//SOURCES HistoryDrawing.java
//SOURCES HistoryLanes.java
//SOURCES HistoryView.java
//SOURCES HumanNumbers.java
//SOURCES MarkdownText.java
//SOURCES ReleaseRow.java
//SOURCES Report.java
//SOURCES ReportFiles.java
//SOURCES ReportHtml.java
//SOURCES ReportJson.java
//SOURCES ReportMarkdown.java
//SOURCES Timings.java
//SOURCES TimingsView.java
//SOURCES WordMarks.java

/** What a proof has to tell, for a person, a pull request and a program. */
package report;
