-- Mutants that a dump does not show, in the form of mutants.sql.
-- comment_blob
COMMENT ON LARGE OBJECT 5150 IS 'another blob';
-- comment_row_type
COMMENT ON TYPE public.cache IS 'a row of it';
-- comment_array_type
-- names comment of type public.mood[]
COMMENT ON TYPE public._mood IS 'moods';
-- comment_multirange_type
COMMENT ON TYPE public.floatmultirange IS 'several';
-- comment_view_rule
COMMENT ON RULE "_RETURN" ON public.v_in IS 'the view itself';
-- comment_inherited_check
COMMENT ON CONSTRAINT part_comment_chk ON public.part_comment_1 IS 'of the partition';
-- comment_partition_trigger
COMMENT ON TRIGGER part_comment_trg ON public.part_comment_1 IS 'of the partition';
-- comment_partition_index
COMMENT ON INDEX public.events_2023_kind_idx IS 'of the partition';
-- comment_built_in_function
COMMENT ON FUNCTION pg_catalog.pg_sleep(double precision) IS 'rest';
-- comment_tablespace
COMMENT ON TABLESPACE ts1 IS 'fast';
-- undo COMMENT ON TABLESPACE ts1 IS NULL
-- acl_row_type
GRANT USAGE ON TYPE public.cache TO r_ro;
-- acl_row_type_lost
REVOKE USAGE ON TYPE public.cache FROM PUBLIC;
-- replica_identity_without_index
ALTER TABLE public.ri REPLICA IDENTITY DEFAULT;
-- seq_type_of_identity
ALTER SEQUENCE public.ident_id_seq AS integer;
-- idx_stats_of_exclusion
ALTER INDEX public.orders_expr_excl ALTER COLUMN 1 SET STATISTICS 200;
-- idx_depends_on_extension
ALTER INDEX public.users_pkey DEPENDS ON EXTENSION citext;
-- agg_depends_on_extension
ALTER ROUTINE public.sumsq(double precision) DEPENDS ON EXTENSION citext;
-- matview_depends_on_extension
ALTER MATERIALIZED VIEW public.mv DEPENDS ON EXTENSION citext;
-- matview_col_stats
ALTER MATERIALIZED VIEW public.mv ALTER COLUMN status SET STATISTICS 300;
-- matview_col_storage
ALTER MATERIALIZED VIEW public.mv ALTER COLUMN status SET STORAGE EXTERNAL;
-- matview_col_options
ALTER MATERIALIZED VIEW public.mv ALTER COLUMN status SET (n_distinct = 3);
-- matview_col_compression
ALTER MATERIALIZED VIEW public.mv ALTER COLUMN status SET COMPRESSION pglz;
-- matview_cluster
-- names INDEX public.mv_idx
ALTER MATERIALIZED VIEW public.mv CLUSTER ON mv_idx;
-- matview_comment_column
COMMENT ON COLUMN public.mv.status IS 'state';
-- partition_col_stats
ALTER TABLE public.events_2023 ALTER COLUMN kind SET STATISTICS 50;
-- partition_col_default
ALTER TABLE public.events_2023 ALTER COLUMN payload SET DEFAULT '[]';
-- partition_col_storage
ALTER TABLE public.events_2023 ALTER COLUMN payload SET STORAGE EXTERNAL;
-- partition_col_not_null
ALTER TABLE public.events_2023 ALTER COLUMN payload SET NOT NULL;
-- child_col_storage
ALTER TABLE public.child ALTER COLUMN extra SET STORAGE EXTERNAL;
-- view_col_acl
GRANT SELECT (v) ON public.v_in TO r_ro;
-- acl_system_column
GRANT SELECT (ctid) ON public.cache TO r_ro;
-- acl_identity_sequence
GRANT USAGE ON SEQUENCE public.ident_id_seq TO r_ro;
-- catalog_schema_function_body
CREATE OR REPLACE FUNCTION pg_catalog.app_fn() RETURNS integer LANGUAGE sql AS 'select 2';
-- catalog_schema_function_comment
COMMENT ON FUNCTION pg_catalog.app_fn() IS 'ours';
-- catalog_schema_view
CREATE OR REPLACE VIEW information_schema.app_view AS SELECT 2 AS one;
-- catalog_schema_table
CREATE TABLE information_schema.app_table (id integer);
-- built_in_function_cost
ALTER FUNCTION pg_catalog.pg_sleep(double precision) COST 77;
-- built_in_function_owner
ALTER FUNCTION pg_catalog.lower(text) OWNER TO r_owner;
-- built_in_text_search_mapping
ALTER TEXT SEARCH CONFIGURATION pg_catalog.english ALTER MAPPING FOR word WITH pg_catalog.simple;
-- built_in_text_search_dictionary
ALTER TEXT SEARCH DICTIONARY pg_catalog.english_stem (StopWords = german);
-- built_in_operator
ALTER OPERATOR pg_catalog.= (integer, integer) SET (RESTRICT = neqsel);
-- built_in_view
CREATE OR REPLACE VIEW information_schema.information_schema_catalog_name AS SELECT CAST('x' AS information_schema.sql_identifier) AS catalog_name;
-- built_in_schema_lost
-- names schema of information_schema
DROP SCHEMA information_schema CASCADE;
-- built_in_type_owner
ALTER TYPE pg_catalog.uuid OWNER TO r_owner;
-- ext_member_operator
ALTER OPERATOR public.% (text, text) SET (RESTRICT = neqsel);
-- ext_member_operator_owner
ALTER OPERATOR public.% (text, text) OWNER TO r_owner;
-- ext_member_type_default
ALTER TYPE public.citext SET (STORAGE = external);
-- ext_member_opclass_owner
ALTER OPERATOR CLASS public.gin_trgm_ops USING gin OWNER TO r_owner;
-- ext_member_cast
-- names extension member of citext: cast (boolean AS public.citext)
ALTER EXTENSION citext DROP CAST (boolean AS public.citext); DROP CAST (boolean AS public.citext); CREATE CAST (boolean AS public.citext) WITH FUNCTION public.citext(boolean); ALTER EXTENSION citext ADD CAST (boolean AS public.citext);
-- ext_member_fdw_validator
ALTER FOREIGN DATA WRAPPER postgres_fdw NO VALIDATOR;
-- ext_member_table_column
ALTER TABLE public.member_table ALTER COLUMN w TYPE bigint;
-- ext_member_table_default
ALTER TABLE public.member_table ALTER COLUMN v SET DEFAULT 'y';
-- ext_member_table_not_null
ALTER TABLE public.member_table ALTER COLUMN w SET NOT NULL;
-- ext_member_table_check
-- names extension member of pg_trgm: table public.member_table
ALTER TABLE public.member_table DROP CONSTRAINT member_v; ALTER TABLE public.member_table ADD CONSTRAINT member_v CHECK (v <> 'z');
-- ext_member_table_index
CREATE INDEX member_w ON public.member_table (w);
-- ext_member_table_trigger
-- names extension member of pg_trgm: table public.member_table
ALTER TABLE public.member_table DISABLE TRIGGER member_trg;
-- ext_member_table_option
ALTER TABLE public.member_table SET (fillfactor = 50);
-- ext_member_table_acl
GRANT SELECT ON public.member_table TO r_ro;
-- ext_member_table_rls
ALTER TABLE public.member_table ENABLE ROW LEVEL SECURITY;
-- ext_member_enum
ALTER TYPE public.member_enum ADD VALUE 'c';
-- ext_member_domain
-- names extension member of pg_trgm: type public.member_domain
ALTER DOMAIN public.member_domain DROP CONSTRAINT member_domain_chk; ALTER DOMAIN public.member_domain ADD CONSTRAINT member_domain_chk CHECK (VALUE > 5);
-- ext_member_aggregate
-- names extension member of pg_trgm: aggregate public.member_agg(integer)
ALTER EXTENSION pg_trgm DROP AGGREGATE public.member_agg (integer); CREATE OR REPLACE AGGREGATE public.member_agg (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1'); ALTER EXTENSION pg_trgm ADD AGGREGATE public.member_agg (integer);
-- ext_member_sequence
ALTER SEQUENCE public.member_seq INCREMENT BY 3;
-- role_password
ALTER ROLE r_ro PASSWORD 'secret';
-- undo ALTER ROLE r_ro PASSWORD NULL
-- role_setting_of_all
ALTER ROLE ALL SET lock_timeout = '3s';
-- undo ALTER ROLE ALL RESET lock_timeout
-- role_settings_of_the_server
ALTER SYSTEM SET work_mem = '9MB';
-- undo ALTER SYSTEM RESET work_mem
-- role_replication_origin
SELECT pg_replication_origin_create('origin_of_ours');
-- undo SELECT pg_replication_origin_drop('origin_of_ours')
-- role_replication_slot
SELECT pg_create_physical_replication_slot('slot_of_ours');
-- undo SELECT pg_drop_replication_slot('slot_of_ours')
