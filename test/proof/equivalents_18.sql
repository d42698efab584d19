-- Rewrites that change nothing, of what PostgreSQL 18 can do and 17 cannot, in the form of equivalents.sql.
-- eq_notnull_by_name_or_not
ALTER TABLE public.cache ALTER COLUMN v SET NOT NULL; ALTER TABLE public.cache ALTER COLUMN v DROP NOT NULL;
-- eq_notnull_readd
ALTER TABLE public.nn DROP CONSTRAINT nn_a_present; ALTER TABLE public.nn ADD CONSTRAINT nn_a_present NOT NULL a; COMMENT ON CONSTRAINT nn_a_present ON public.nn IS 'must be there';
-- eq_notnull_added_as_a_constraint
ALTER TABLE public.users ALTER COLUMN email DROP NOT NULL; ALTER TABLE public.users ADD CONSTRAINT users_email_not_null NOT NULL email;
-- eq_notnull_validated_later
ALTER TABLE public.users ALTER COLUMN status DROP NOT NULL; ALTER TABLE public.users ADD CONSTRAINT users_status_not_null NOT NULL status NOT VALID; ALTER TABLE public.users VALIDATE CONSTRAINT users_status_not_null;
-- eq_virtual_expression_set_again
ALTER TABLE public.virt ALTER COLUMN twice SET EXPRESSION AS (a * 2);
-- eq_virtual_is_the_default
ALTER TABLE public.virt DROP COLUMN twice, DROP COLUMN kept; ALTER TABLE public.virt ADD COLUMN twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL, ADD COLUMN kept integer GENERATED ALWAYS AS (a * 3) STORED;
-- eq_enforced_and_back
ALTER TABLE public.booking_part ALTER CONSTRAINT booking_part_who ENFORCED; ALTER TABLE public.booking_part ALTER CONSTRAINT booking_part_who NOT ENFORCED;
-- eq_temporal_key_readd
ALTER TABLE public.booking_log DROP CONSTRAINT booking_log_uq; ALTER TABLE public.booking_log ADD CONSTRAINT booking_log_uq UNIQUE (id, during WITHOUT OVERLAPS);
