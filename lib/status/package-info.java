//DEPS com.google.code.gson:gson:2.15.0
//SOURCES Check.java
//SOURCES Doctor.java
//SOURCES Machine.java
//SOURCES ProjectStage.java
//SOURCES StatusPhase.java

/** Where a project is in the procedure, and what of this machine the tool would use. */
package status;
