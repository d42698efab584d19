//DEPS info.picocli:picocli:4.7.7
//SOURCES ../alembic/package-info.java
//SOURCES ../answers/package-info.java
//SOURCES ../config/package-info.java
//SOURCES ../console/package-info.java
//SOURCES ../engine/package-info.java
//SOURCES ../git/package-info.java
//SOURCES ../migrations/package-info.java
//SOURCES ../plan/package-info.java
//SOURCES ../postgres/package-info.java
//SOURCES ../proof/package-info.java
//SOURCES ../statements/package-info.java
//SOURCES BaselineAnswers.java
//SOURCES BuildProgress.java
//SOURCES GeneratedModules.java
//SOURCES HookRows.java
//SOURCES KnownAnswers.java
//SOURCES OrdinaryRole.java
//SOURCES OtherSchemas.java
//SOURCES Project.java
//SOURCES ProjectOptions.java
//SOURCES SessionLeftovers.java
//SOURCES Setting.java
//SOURCES SquashedRevisions.java
//SOURCES XArguments.java

/**
 * A project as a command knows it: its options, its settings, what was answered, its roles and
 * hooks.
 */
package project;
