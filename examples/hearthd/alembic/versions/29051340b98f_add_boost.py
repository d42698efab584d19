"""add boost

Revision ID: 29051340b98f
Revises: ec9f5b6f5d01
Create Date: 2021-06-28 13:24:51.147520

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '29051340b98f'
down_revision = 'ec9f5b6f5d01'


def upgrade():
    op.execute(
        """
        CREATE TABLE boost (
            id serial PRIMARY KEY,
            zone_id integer NOT NULL REFERENCES zone (id) ON DELETE CASCADE,
            target celsius NOT NULL,
            ends_at timestamp with time zone NOT NULL,
            note text
        )
        """
    )
    op.execute(
        """
        CREATE FUNCTION boost_zone(p_zone_id integer, p_target celsius, p_minutes int DEFAULT 60)
        RETURNS integer
        LANGUAGE plpgsql
        SECURITY DEFINER
        SET search_path = public, pg_temp
        SET statement_timeout = '5s'
        AS $boost$
        DECLARE
            boost_id integer;
            explanation text := 'Boosted by hand.
EXTENSION: ask again before the end.
COMMIT: nothing else to do.
SET search_path = nowhere;
';
        BEGIN
/*
BEGIN of the rules
EXTENSION of a running boost keeps the higher target
COMMIT is up to the caller
--
-- Name: boost; Type: TABLE; Schema: public; Owner: hearthd
--
*/
            IF p_minutes NOT BETWEEN 5 AND 240 THEN
                RAISE EXCEPTION 'a boost lasts 5 to 240 minutes, not %', p_minutes;
            END IF;

            UPDATE boost
            SET target = greatest(target::numeric, p_target::numeric),
                ends_at = ends_at + make_interval(mins => p_minutes)
            WHERE zone_id = p_zone_id AND ends_at > now()
            RETURNING id INTO boost_id;

            IF NOT FOUND THEN
                INSERT INTO boost (zone_id, target, ends_at, note)
                VALUES (p_zone_id, p_target, now() + make_interval(mins => p_minutes), explanation)
                RETURNING id INTO boost_id;
            END IF;

            RETURN boost_id;
        END;
        $boost$
        """
    )


def downgrade():
    op.execute('DROP FUNCTION boost_zone(integer, celsius, integer)')
    op.drop_table('boost')
