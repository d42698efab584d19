//DEPS com.google.code.gson:gson:2.15.0
//SOURCES PythonInterpreter.java
//SOURCES ToolVirtualEnvironment.java

/** The project's Python interpreter, and an environment of the tool's own. */
package python;
