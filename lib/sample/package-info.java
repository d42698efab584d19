//DEPS org.eclipse.jgit:org.eclipse.jgit:7.8.1.202611041320-r
//SOURCES SampleProject.java

/** The bundled sample project, made as a git repository. */
package sample;
