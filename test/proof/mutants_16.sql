-- Mutants of what PostgreSQL 16 can do and 15 cannot, in the form of mutants.sql.
-- role_membership_inherit
GRANT r_other TO r_app WITH INHERIT FALSE;
-- undo GRANT r_other TO r_app WITH INHERIT TRUE
-- role_membership_set
GRANT r_other TO r_app WITH SET TRUE;
-- undo GRANT r_other TO r_app WITH SET FALSE
-- role_membership_admin
GRANT r_other TO r_app WITH ADMIN TRUE;
-- undo GRANT r_other TO r_app WITH ADMIN FALSE
-- role_membership_grantor
GRANT r_other TO r_ro WITH ADMIN TRUE; GRANT r_other TO r_app WITH INHERIT TRUE, SET FALSE GRANTED BY r_ro;
-- undo REVOKE r_other FROM r_app GRANTED BY r_ro; REVOKE r_other FROM r_ro;
-- role_membership_of_a_built_in_role
GRANT r_app TO pg_monitor;
-- undo REVOKE r_app FROM pg_monitor
-- role_membership_in_a_built_in_role
GRANT pg_create_subscription TO r_app;
-- undo REVOKE pg_create_subscription FROM r_app
-- view_json_predicate
CREATE OR REPLACE VIEW public.v_16 AS SELECT j IS JSON ARRAY AS is_object, JSON_ARRAYAGG(i) OVER () AS all_i, JSON_OBJECT('k' VALUE i ABSENT ON NULL) AS o, any_value(v) OVER () AS any_v FROM public.dep;
-- view_json_null
CREATE OR REPLACE VIEW public.v_16 AS SELECT j IS JSON OBJECT AS is_object, JSON_ARRAYAGG(i) OVER () AS all_i, JSON_OBJECT('k' VALUE i NULL ON NULL) AS o, any_value(v) OVER () AS any_v FROM public.dep;
-- col_storage_default
ALTER TABLE public.kept ALTER COLUMN v SET STORAGE DEFAULT;
-- trg_truncate_foreign
CREATE TRIGGER t_trunc BEFORE TRUNCATE ON public.ft FOR EACH STATEMENT EXECUTE FUNCTION public.f_trg();
-- idx_brin_predicate
DROP INDEX public.users_brin; CREATE INDEX users_brin ON public.users USING brin (created) WITH (pages_per_range = 65) TABLESPACE ts1;
