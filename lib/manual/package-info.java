//DEPS info.picocli:picocli:4.7.7
//SOURCES Completion.java
//SOURCES FishCompletion.java
//SOURCES ManualPage.java
//SOURCES VisibleModel.java

/** What shells and man are told about the commands and their options, from picocli's model. */
package manual;
