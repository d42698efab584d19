//DEPS info.picocli:picocli:4.7.7
//DEPS org.fusesource.jansi:jansi:2.4.3
//SOURCES Console.java
//SOURCES ExitCode.java
//SOURCES Failure.java
//SOURCES FailureHandler.java
//SOURCES HelpLayout.java
//SOURCES HelpSection.java
//SOURCES Invocation.java
//SOURCES Launcher.java
//SOURCES LocaleCharset.java
//SOURCES OptionDefaults.java
//SOURCES PrintableText.java
//SOURCES Progress.java
//SOURCES Questions.java
//SOURCES RepeatedOptions.java
//SOURCES SideBySide.java
//SOURCES SimilarNames.java
//SOURCES Style.java
//SOURCES Table.java
//SOURCES TalkOptions.java
//SOURCES WrongUsage.java

/** Talking to a person: steps, questions, tables, colour, and failures that say what to do. */
package console;
