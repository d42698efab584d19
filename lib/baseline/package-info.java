//SOURCES BaselineBuilder.java
//SOURCES BaselineDump.java
//SOURCES BaselineRevision.java
//SOURCES BaselineVariant.java
//SOURCES FittingBaseline.java
//SOURCES PythonText.java
//SOURCES RoundTripBaseline.java
//SOURCES SecretStatement.java
//SOURCES SeededSecrets.java
//SOURCES VersionTableWarnings.java

//DEPS com.samskivert:jmustache:1.16

/** From a dump to statements, and from statements to the baseline revision. */
package baseline;
