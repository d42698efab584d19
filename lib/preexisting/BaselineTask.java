package preexisting;

import catalog.ClusterObjects;
import catalog.DatabaseState;
import catalog.MigratingRole;
import java.util.List;
import java.util.Optional;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;

/**
 * What a baseline is made of.
 *
 * @param cut the database as it is to become
 * @param before as it is at first
 * @param cutAgain the cut built a second time, to tell what each build generates
 * @param again the one before, built a second time, where it holds what each build generates
 * @param role runs the migrations: what it owns needs no word, since whoever runs the baseline owns
 *     what it makes
 * @param cluster what migrations did outside of the database
 * @param guarded what the migrations make only if it is not there already, and where they ask for
 *     roles
 * @param rehearsal where statements are tried; empty if the server gives no place for that
 */
public record BaselineTask(
    DatabaseState cut,
    DatabaseState before,
    Optional<ThrowawayDatabase> cutAgain,
    Optional<ThrowawayDatabase> again,
    MigratingRole role,
    ClusterObjects.Difference cluster,
    List<ObservedRun.Guarded> guarded,
    Optional<ScratchLoad> rehearsal) {}
