-- Mutants of our own, in the form of mutants.sql: what PostgreSQL 15 can do and that list lacks, and data.
-- data_row_changed
UPDATE public.users SET kind = 'b' WHERE email = 'a@x';
-- data_row_missing
DELETE FROM public.users WHERE email = 'b@x';
-- data_row_added
INSERT INTO public.users (email) VALUES ('c@x');
-- data_row_twice
INSERT INTO public.parent VALUES (1, 'p'), (1, 'p');
-- data_null_for_empty
UPDATE public.users SET nick = '' WHERE email = 'a@x';
-- data_citext_case
UPDATE public.users SET nick = 'A' WHERE email = 'a@x';
-- data_trailing_blank
UPDATE public.users SET body = 'x ' WHERE email = 'a@x';
-- data_numeric_cent
UPDATE public.users SET score = 0.01 WHERE email = 'a@x';
-- data_array_element
UPDATE public.users SET tags = ARRAY['x','z'] WHERE email = 'a@x';
-- data_composite_field
UPDATE public.users SET home = ROW('s', NULL, NULL) WHERE email = 'a@x';
-- data_in_partition
-- names rows of public.events
INSERT INTO public.events VALUES (1, '2023-05-05', 'a', '{}');
-- data_in_other_partition
-- names rows of public.events
INSERT INTO public.events VALUES (1, '2025-05-05', 'a', NULL);
-- data_in_child_table
INSERT INTO public.child (id, name) VALUES (1, 'n');
-- data_in_unlogged_table
INSERT INTO public.cache VALUES ('k', 'v');
-- data_other_schema
INSERT INTO app.accounts (tenant) VALUES ('t');
-- data_row_in_table_without_columns
CREATE TABLE public.nothing (); INSERT INTO public.nothing DEFAULT VALUES;
-- data_matview_refreshed
-- names rows of public.mv
INSERT INTO public.users (email, status) VALUES ('d@x', 'new'); REFRESH MATERIALIZED VIEW public.mv; DELETE FROM public.users WHERE email = 'd@x';
-- data_identity_position
-- names position of sequence public.users_id_seq
SELECT setval(pg_get_serial_sequence('public.users', 'id'), 500);
-- data_free_sequence_position
SELECT nextval('public.seq_free');
-- blob_added
SELECT lo_create(77777);
-- blob_content
SELECT lo_from_bytea(77778, 'abc');
-- blob_owner
SELECT lo_create(77779); ALTER LARGE OBJECT 77779 OWNER TO r_app;
-- col_type_widened
ALTER TABLE public.orders ALTER COLUMN code TYPE varchar(50);
-- col_type_int_to_bigint
ALTER TABLE public.orders ALTER COLUMN room TYPE bigint;
-- col_default_value
ALTER TABLE public.users ALTER COLUMN score SET DEFAULT 1;
-- col_default_function
ALTER TABLE public.users ALTER COLUMN created SET DEFAULT clock_timestamp();
-- col_drop_not_null
ALTER TABLE public.users ALTER COLUMN email DROP NOT NULL;
-- col_storage
ALTER TABLE public.users ALTER COLUMN body SET STORAGE MAIN;
-- col_options
ALTER TABLE public.users ALTER COLUMN nick SET (n_distinct = 99);
-- col_identity_always
-- names SEQUENCE public.users_id_seq
ALTER TABLE public.users ALTER COLUMN id SET GENERATED ALWAYS;
-- col_identity_start
-- names SEQUENCE public.users_id_seq
ALTER TABLE public.users ALTER COLUMN id SET START WITH 101;
-- col_generated_added
ALTER TABLE public.cache ADD COLUMN g text GENERATED ALWAYS AS (upper(v)) STORED;
-- con_rename
-- names TABLE public.users
ALTER TABLE public.users RENAME CONSTRAINT users_status_chk TO users_status_check;
-- con_unique_nulls_distinct
ALTER TABLE public.orders DROP CONSTRAINT orders_code_uq; ALTER TABLE public.orders ADD CONSTRAINT orders_code_uq UNIQUE (code);
-- con_fk_on_update
ALTER TABLE public.orders DROP CONSTRAINT orders_user_fk; ALTER TABLE public.orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
-- con_fk_set_null_columns
ALTER TABLE public.orders DROP CONSTRAINT orders_alt_fk; ALTER TABLE public.orders ADD CONSTRAINT orders_alt_fk FOREIGN KEY (alt_user) REFERENCES public.users (id) ON DELETE SET DEFAULT (alt_user) NOT VALID;
-- con_exclusion_operator
ALTER TABLE public.orders DROP CONSTRAINT orders_excl; ALTER TABLE public.orders ADD CONSTRAINT orders_excl EXCLUDE USING gist (room ext.gist_int4_ops WITH <>, during WITH &&) WHERE (code <> 'void');
-- con_exclusion_predicate
ALTER TABLE public.orders DROP CONSTRAINT orders_excl; ALTER TABLE public.orders ADD CONSTRAINT orders_excl EXCLUDE USING gist (room ext.gist_int4_ops WITH =, during WITH &&) WHERE (code <> 'none');
-- con_check_added
-- names TABLE public.cache
ALTER TABLE public.cache ADD CONSTRAINT cache_chk CHECK (v <> '');
-- idx_unique_lost
DROP INDEX public.users_email_uq; CREATE INDEX users_email_uq ON public.users (lower((email)::text)) WHERE (status IN ('new','active'));
-- idx_predicate
DROP INDEX public.users_email_uq; CREATE UNIQUE INDEX users_email_uq ON public.users (lower((email)::text)) WHERE (status IN ('new','gone'));
-- idx_include
DROP INDEX public.users_cov; CREATE INDEX users_cov ON public.users (status, created DESC NULLS LAST) INCLUDE (nick, kind) WITH (fillfactor = 70);
-- idx_method
DROP INDEX public.users_body_idx; CREATE INDEX users_body_idx ON public.users USING hash (body);
-- idx_column_order
DROP INDEX public.users_cov; CREATE INDEX users_cov ON public.users (created DESC NULLS LAST, status) INCLUDE (nick) WITH (fillfactor = 70);
-- tbl_cluster_lost
-- names INDEX public.users_cov
ALTER TABLE public.users SET WITHOUT CLUSTER;
-- tbl_access_method
-- names TABLE public.in_am
CREATE TABLE public.in_am2 (id integer) USING heap2; DROP TABLE public.in_am; ALTER TABLE public.in_am2 RENAME TO in_am; ALTER TABLE public.in_am OWNER TO r_app;
-- tbl_access_method_heap
DROP TABLE public.in_am; CREATE TABLE public.in_am (id integer) USING heap;
-- tbl_owner
ALTER TABLE public.cache OWNER TO r_app;
-- tbl_force_rls
ALTER TABLE app.accounts FORCE ROW LEVEL SECURITY;
-- tbl_typed_lost
ALTER TABLE public.typed NOT OF;
-- partition_bound
-- names TABLE ATTACH public.events_2025
ALTER TABLE public.events DETACH PARTITION public.events_2025; ALTER TABLE public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-12-31');
-- partition_hash_modulus
DROP TABLE public.hashed_1; CREATE TABLE public.hashed_1 PARTITION OF public.hashed FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- domain_collation
CREATE DOMAIN public.zip3 AS text COLLATE "POSIX";
-- domain_check_not_valid
ALTER DOMAIN public.zip2 VALIDATE CONSTRAINT zip2_chk;
-- composite_attribute_added
ALTER TYPE public.addr ADD ATTRIBUTE country text CASCADE;
-- range_type_option
CREATE TYPE public.floatrange2 AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = public.fr2multi);
-- enum_order
ALTER TYPE public.lonely ADD VALUE 'd' BEFORE 'a';
-- fn_volatility
ALTER FUNCTION public.f_std(integer) VOLATILE;
-- fn_cost
ALTER FUNCTION public.f_sql(integer, integer) COST 6;
-- fn_security
ALTER FUNCTION public.f_plpgsql(text) SECURITY INVOKER;
-- fn_default_argument
CREATE OR REPLACE FUNCTION public.f_sql(a integer, b integer DEFAULT 3) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS $$ select a + b $$;
-- fn_body_blank
CREATE OR REPLACE FUNCTION public.mood_to_int(m public.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ select case m when 'sad' then 0 else  1 end $$;
-- fn_setting_removed
ALTER FUNCTION public.f_plpgsql(text) RESET work_mem;
-- proc_body
CREATE OR REPLACE PROCEDURE public.p_proc(INOUT x integer) LANGUAGE plpgsql AS $$ begin x := x + 2; end $$;
-- agg_parallel
CREATE OR REPLACE AGGREGATE public.sumsq (double precision) (SFUNC = float8_accum, STYPE = float8[], FINALFUNC = float8_avg, INITCOND = '{0,0,0}', PARALLEL = restricted);
-- operator_added
CREATE OPERATOR public.<<? (FUNCTION = public.f_im, LEFTARG = integer, RIGHTARG = public.mood);
-- cast_context
DROP CAST (public.mood AS integer); CREATE CAST (public.mood AS integer) WITH FUNCTION public.mood_to_int(public.mood) AS IMPLICIT;
-- trg_when
DROP TRIGGER t_when ON public.users; CREATE TRIGGER t_when BEFORE UPDATE OF status, email ON public.users FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status AND new.status IN ('a','c')) EXECUTE FUNCTION public.f_trg('arg1','it''s'); COMMENT ON TRIGGER t_when ON public.users IS 'trg';
-- trg_timing
DROP TRIGGER t_dis ON public.users; CREATE TRIGGER t_dis BEFORE DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION public.f_trg(); ALTER TABLE public.users DISABLE TRIGGER t_dis;
-- trg_enable_always
ALTER TABLE public.users ENABLE ALWAYS TRIGGER t_stmt;
-- trg_transition_table
DROP TRIGGER t_stmt ON public.users; CREATE TRIGGER t_stmt AFTER INSERT ON public.users REFERENCING NEW TABLE AS newt2 FOR EACH STATEMENT EXECUTE FUNCTION public.f_trg();
-- trg_extension_dependency
ALTER TRIGGER t_dis ON public.users DEPENDS ON EXTENSION citext;
-- evt_disabled
ALTER EVENT TRIGGER evt DISABLE;
-- rule_disabled
ALTER TABLE public.cache DISABLE RULE r_upd;
-- policy_permissive
DROP POLICY p_ins ON app.accounts; CREATE POLICY p_ins ON app.accounts AS PERMISSIVE FOR INSERT TO r_app WITH CHECK (tenant IS NOT NULL);
-- policy_check
DROP POLICY p_ins ON app.accounts; CREATE POLICY p_ins ON app.accounts AS RESTRICTIVE FOR INSERT TO r_app WITH CHECK (tenant <> '');
-- view_check_option
ALTER VIEW public.v_barrier SET (check_option = cascaded);
-- view_column_comment
COMMENT ON COLUMN public.v_in.t IS 'another';
-- view_acl
GRANT INSERT ON public.v_in TO r_app;
-- matview_index_lost
DROP INDEX public.mv_idx;
-- stats_target
ALTER STATISTICS public.users_ext SET STATISTICS 401;
-- stats_columns
DROP STATISTICS public.users_ext; CREATE STATISTICS public.users_ext (ndistinct, dependencies) ON status, ctry FROM public.users;
-- pub_row_filter
-- names PUBLICATION TABLE pub users in schema public
ALTER PUBLICATION pub SET TABLE public.users (id, email) WHERE (id > 11), public.orders;
-- pub_schema_lost
DROP PUBLICATION pub_schema;
-- server_version
ALTER SERVER srv VERSION '2';
-- fdw_handler
ALTER FOREIGN DATA WRAPPER dummyfdw OPTIONS (SET debug 'false');
-- foreign_column_option
ALTER FOREIGN TABLE public.ft ALTER COLUMN id OPTIONS (SET column_name 'xid');
-- acl_with_grant_option_lost
REVOKE GRANT OPTION FOR SELECT ON public.users FROM r_app;
-- acl_column_lost
REVOKE UPDATE (nick) ON public.users FROM r_ro;
-- acl_owner_lost
REVOKE INSERT ON public.cache FROM CURRENT_USER;
-- acl_sequence
REVOKE USAGE ON SEQUENCE public.seq_free FROM r_app;
-- acl_default_schema
-- names DEFAULT ACL of r_owner for TABLES in schema app
ALTER DEFAULT PRIVILEGES FOR ROLE r_owner IN SCHEMA app GRANT INSERT ON TABLES TO r_ro;
-- acl_type_public
GRANT USAGE ON TYPE public.mood TO PUBLIC;
-- schema_added
CREATE SCHEMA empty_one;
-- ext_added
CREATE EXTENSION fuzzystrmatch;
-- comment_database
COMMENT ON DATABASE :"DBNAME" IS 'another db';
-- comment_role
COMMENT ON ROLE r_ro IS 'reads';
-- undo COMMENT ON ROLE r_ro IS NULL
-- db_setting_order_matters_not_but_value_does
ALTER DATABASE :"DBNAME" SET search_path = public, app;
-- db_setting_lost
ALTER DATABASE :"DBNAME" RESET work_mem;
-- role_parameter_privilege
GRANT SET ON PARAMETER log_min_messages TO r_app;
-- undo REVOKE SET ON PARAMETER log_min_messages FROM r_app
-- role_setting
ALTER ROLE r_app SET work_mem = '7MB';
-- undo ALTER ROLE r_app RESET work_mem
-- role_connection_limit
ALTER ROLE r_ro CONNECTION LIMIT 3;
-- undo ALTER ROLE r_ro CONNECTION LIMIT -1
