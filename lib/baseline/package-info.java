//DEPS com.samskivert:jmustache:1.16
//SOURCES ../console/package-info.java
//SOURCES ../database/package-info.java
//SOURCES Baseline.java
//SOURCES BaselineDump.java
//SOURCES BaselineFile.java
//SOURCES BaselineRevision.java
//SOURCES BaselineStatement.java
//SOURCES Dump.java
//SOURCES DumpEntry.java
//SOURCES PythonText.java
//SOURCES SeededSecrets.java
//SOURCES SessionSettings.java
//SOURCES SqlScanner.java

/** From a dump to statements, and from statements to the baseline revision. */
package baseline;
