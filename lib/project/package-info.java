//DEPS info.picocli:picocli:4.7.7
//SOURCES AllowedPlaces.java
//SOURCES BaselineAnswers.java
//SOURCES BuildProgress.java
//SOURCES Checkouts.java
//SOURCES Choices.java
//SOURCES GeneratedModules.java
//SOURCES HookRows.java
//SOURCES KeptSettings.java
//SOURCES KnownAnswers.java
//SOURCES OrdinaryRole.java
//SOURCES OtherSchemas.java
//SOURCES Project.java
//SOURCES ProjectOptions.java
//SOURCES ProjectPlan.java
//SOURCES ProjectSettings.java
//SOURCES SessionLeftovers.java
//SOURCES Setting.java
//SOURCES SettingOrigin.java
//SOURCES SharedBuilds.java
//SOURCES SquashedRevisions.java
//SOURCES XArguments.java

/**
 * A project as a command knows it: its options, its settings, what was answered, its roles and
 * hooks.
 */
package project;
