"""notify of alerts

Revision ID: 1e9167154a7b
Revises: f0553b47214c
Create Date: 2023-06-05 13:40:16.518925

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '1e9167154a7b'
down_revision: Union[str, None] = 'f0553b47214c'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION notify_alert() RETURNS trigger
        LANGUAGE plpgsql
        SET search_path TO 'public', 'pg_temp'
        AS $function$
        BEGIN
            -- listeners parse this: {"id": 1, "level": "critical"}
            PERFORM pg_notify('alert', json_build_object('id', NEW.id, 'level', NEW.level)::text);
            RETURN NULL;
        END;
        $function$
        """
    )
    op.execute(
        """
        CREATE TRIGGER alert_notify
        AFTER INSERT OR UPDATE OF level ON alert
        FOR EACH ROW
        WHEN (NEW.level <> 'info')
        EXECUTE FUNCTION notify_alert()
        """
    )


def downgrade() -> None:
    op.execute('DROP TRIGGER alert_notify ON alert')
    op.execute('DROP FUNCTION notify_alert()')
