//DEPS com.google.code.gson:gson:2.15.0
//SOURCES ../console/package-info.java
//SOURCES ../process/package-info.java
//SOURCES PythonInterpreter.java
//SOURCES ToolEnvironment.java

/** The project's Python interpreter, and an environment of the tool's own. */
package python;
