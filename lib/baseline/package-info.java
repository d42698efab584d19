//DEPS com.samskivert:jmustache:1.16
//SOURCES ../answers/package-info.java
//SOURCES ../catalog/package-info.java
//SOURCES ../console/package-info.java
//SOURCES ../generated/package-info.java
//SOURCES ../pgdump/package-info.java
//SOURCES ../postgres/package-info.java
//SOURCES ../preexisting/package-info.java
//SOURCES ../rows/package-info.java
//SOURCES ../statements/package-info.java
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
