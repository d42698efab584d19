-- Mutants of what PostgreSQL 17 can do and 16 cannot, in the form of mutants.sql.
-- acl_maintain
GRANT MAINTAIN ON public.users TO r_app;
-- acl_maintain_lost
REVOKE MAINTAIN ON public.orders FROM r_app;
-- evt_login_enabled
ALTER EVENT TRIGGER evt_login ENABLE ALWAYS;
-- evt_login_lost
DROP EVENT TRIGGER evt_login;
-- col_identity_of_partitioned
-- names SEQUENCE public.parts_id_id_seq
ALTER TABLE public.parts_id ALTER COLUMN id SET GENERATED ALWAYS;
-- col_identity_of_partitioned_lost
-- names SEQUENCE public.parts_id_id_seq
ALTER TABLE public.parts_id ALTER COLUMN id DROP IDENTITY;
-- col_set_expression
ALTER TABLE public.users ALTER COLUMN full_name SET EXPRESSION AS (lower((email)::text));
-- tbl_access_method_of_partitioned
ALTER TABLE public.parts_am SET ACCESS METHOD heap;
-- tbl_access_method_of_partitioned_set
ALTER TABLE public.parts_no_am SET ACCESS METHOD heap2;
-- tbl_access_method_of_partitioned_default
ALTER TABLE public.parts_am SET ACCESS METHOD DEFAULT;
-- con_exclusion_of_partitioned
ALTER TABLE public.parts_ex DROP CONSTRAINT parts_ex_id_r_excl;
-- collation_builtin_lost
DROP COLLATION public.built; CREATE COLLATION public.built (provider = libc, locale = 'C');
-- notnull_domain_name_17
-- names name of a domain's NOT NULL of public.posint
ALTER DOMAIN public.posint RENAME CONSTRAINT posint_not_null TO posint_set;
-- sub_failover
CREATE SUBSCRIPTION sub_failover CONNECTION 'host=localhost dbname=nope' PUBLICATION pub WITH (connect = false, slot_name = NONE, enabled = false, failover = true);
-- view_json_table_path
CREATE OR REPLACE VIEW public.v_json AS SELECT j.a, JSON_VALUE(d.j, '$.k' RETURNING integer) AS k FROM public.dep d, JSON_TABLE(d.j, '$[*]' COLUMNS (a integer PATH '$.b')) j;
-- db_transaction_timeout
ALTER DATABASE :"DBNAME" SET transaction_timeout = '1min';
