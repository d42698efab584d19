-- Mutants of what PostgreSQL 18 can do and 17 cannot, in the form of mutants.sql.
-- notnull_rename
-- names TABLE public.nn
ALTER TABLE public.nn RENAME CONSTRAINT nn_a_present TO nn_a_set;
-- notnull_default_name
-- names TABLE public.nn
ALTER TABLE public.nn RENAME CONSTRAINT nn_a_present TO nn_a_not_null;
-- notnull_name_of_a_key_column
-- names TABLE public.users
ALTER TABLE public.users RENAME CONSTRAINT users_id_not_null TO users_id_there;
-- notnull_name_on_partitioned_table
-- names TABLE public.nn_parts
ALTER TABLE public.nn_parts RENAME CONSTRAINT nn_parts_id_there TO nn_parts_id_set;
-- notnull_validate
ALTER TABLE public.nn VALIDATE CONSTRAINT nn_b_someday;
-- notnull_valid_made_not_valid
ALTER TABLE public.nn DROP CONSTRAINT nn_a_present; ALTER TABLE public.nn ADD CONSTRAINT nn_a_present NOT NULL a NOT VALID; COMMENT ON CONSTRAINT nn_a_present ON public.nn IS 'must be there';
-- notnull_not_valid_added
ALTER TABLE public.nn ADD CONSTRAINT nn_d_new NOT NULL d NOT VALID;
-- notnull_inherit
-- names TABLE public.nn
ALTER TABLE public.nn ALTER CONSTRAINT nn_c_here INHERIT;
-- notnull_no_inherit
-- names TABLE public.nn
ALTER TABLE public.nn ALTER CONSTRAINT nn_a_present NO INHERIT;
-- notnull_local_in_child
-- names TABLE public.nn_child
ALTER TABLE public.nn_child ADD CONSTRAINT nn_a_present NOT NULL a;
-- notnull_comment
COMMENT ON CONSTRAINT nn_a_present ON public.nn IS 'must be there!';
-- notnull_comment_on_default_name
COMMENT ON CONSTRAINT users_email_not_null ON public.users IS 'mail is needed';
-- notnull_comment_on_not_valid
COMMENT ON CONSTRAINT nn_b_someday ON public.nn IS 'one day';
-- notnull_comment_inherited
COMMENT ON CONSTRAINT nn_a_present ON public.nn_child IS 'of the child';
-- notnull_domain_name
-- names name of a domain's NOT NULL of public.posint
ALTER DOMAIN public.posint RENAME CONSTRAINT posint_not_null TO posint_there;
-- notnull_domain_comment
COMMENT ON CONSTRAINT posint_not_null ON DOMAIN public.posint IS 'never empty';
-- virtual_expression
ALTER TABLE public.virt ALTER COLUMN twice SET EXPRESSION AS (a * 4);
-- virtual_made_stored
ALTER TABLE public.virt DROP COLUMN twice, DROP COLUMN kept; ALTER TABLE public.virt ADD COLUMN twice integer GENERATED ALWAYS AS (a * 2) STORED, ADD COLUMN kept integer GENERATED ALWAYS AS (a * 3) STORED;
-- virtual_made_plain
ALTER TABLE public.virt DROP COLUMN twice, DROP COLUMN kept; ALTER TABLE public.virt ADD COLUMN twice integer, ADD COLUMN kept integer GENERATED ALWAYS AS (a * 3) STORED;
-- virtual_column_added
ALTER TABLE public.cache ADD COLUMN twice text GENERATED ALWAYS AS (v || v) VIRTUAL;
-- virtual_stored_made_virtual
ALTER TABLE public.users DROP COLUMN full_name CASCADE; ALTER TABLE public.users ADD COLUMN full_name text GENERATED ALWAYS AS (upper((email)::text) || '-' || (status)::text) VIRTUAL;
-- temporal_key_lost
ALTER TABLE public.booking_log DROP CONSTRAINT booking_log_uq; ALTER TABLE public.booking_log ADD CONSTRAINT booking_log_uq UNIQUE (id, during);
-- temporal_unique_made_exclusion
ALTER TABLE public.booking_log DROP CONSTRAINT booking_log_uq; ALTER TABLE public.booking_log ADD CONSTRAINT booking_log_uq EXCLUDE USING gist (id WITH =, during WITH &&);
-- temporal_fk_lost
ALTER TABLE public.booking_part DROP CONSTRAINT booking_part_fk;
-- temporal_fk_deferrable
ALTER TABLE public.booking_part ALTER CONSTRAINT booking_part_fk DEFERRABLE;
-- enforced_check
ALTER TABLE public.booking DROP CONSTRAINT booking_price; ALTER TABLE public.booking ADD CONSTRAINT booking_price CHECK (price > 0);
-- enforced_check_not_valid
ALTER TABLE public.booking DROP CONSTRAINT booking_price; ALTER TABLE public.booking ADD CONSTRAINT booking_price CHECK (price > 0) NOT VALID;
-- enforced_fk
ALTER TABLE public.booking_part ALTER CONSTRAINT booking_part_who ENFORCED;
-- enforced_no_longer
ALTER TABLE public.orders ALTER CONSTRAINT orders_user_fk NOT ENFORCED;
-- enforced_check_no_longer
ALTER TABLE public.users DROP CONSTRAINT users_score_range; ALTER TABLE public.users ADD CONSTRAINT users_score_range CHECK (score >= 0 AND score < 1000) NOT ENFORCED;
-- partition_fk_validated
ALTER TABLE public.part_fk VALIDATE CONSTRAINT part_fk_who;
-- partition_fk_validated_in_one
ALTER TABLE public.part_fk_1 VALIDATE CONSTRAINT part_fk_who;
-- pub_generated_columns
ALTER PUBLICATION pub_generated SET (publish_generated_columns = none);
-- fn_strict_sql_body
CREATE OR REPLACE FUNCTION public.f_std(a integer) RETURNS integer LANGUAGE sql STABLE RETURN a + 3;
-- collation_builtin_locale
DROP COLLATION public.fold; CREATE COLLATION public.fold (provider = builtin, locale = 'C.UTF-8');
-- acl_large_object_default
-- names DEFAULT ACL of r_owner for LARGE OBJECTS
ALTER DEFAULT PRIVILEGES FOR ROLE r_owner GRANT SELECT ON LARGE OBJECTS TO r_ro;
-- tbl_autovacuum_max_threshold
ALTER TABLE public.users SET (autovacuum_vacuum_max_threshold = 1000);
-- tbl_vacuum_truncate
ALTER TABLE public.users SET (vacuum_truncate = off);
