//DEPS com.samskivert:jmustache:1.16
//SOURCES BaselineBuilder.java
//SOURCES BaselineDump.java
//SOURCES BaselineRevision.java
//SOURCES FittingBaseline.java
//SOURCES Manner.java
//SOURCES OwnTableWarnings.java
//SOURCES PythonText.java
//SOURCES RoundTripBaseline.java
//SOURCES SecretStatement.java

/** From a dump to statements, and from statements to the baseline revision. */
package baseline;
