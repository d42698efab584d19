-- Rewrites of our own that change nothing, in the form of mutants.sql.
-- eq_vacuum
VACUUM FULL public.users;
-- eq_analyze
ANALYZE;
-- eq_reindex
REINDEX TABLE public.users;
-- eq_row_order
CREATE TEMP TABLE t AS SELECT * FROM public.users; UPDATE public.users SET kind = kind WHERE email = 'a@x';
-- eq_row_deleted_and_back
BEGIN; INSERT INTO public.parent VALUES (1, 'p'); DELETE FROM public.parent; COMMIT;
-- eq_drop_recreate_view
DROP VIEW public.v_values; CREATE VIEW public.v_values AS SELECT * FROM (VALUES ('a'::varchar,1),('b',2)) AS vv(x,y) WHERE x IN ('a','b');
-- eq_view_from_its_own_text
DO $$ DECLARE d text := pg_get_viewdef('public.v_in'::regclass); BEGIN EXECUTE 'CREATE OR REPLACE VIEW public.v_in AS ' || d; END $$;
-- eq_grant_twice
GRANT SELECT ON public.users TO r_ro; GRANT SELECT ON public.users TO r_ro;
-- eq_grants_in_other_order
REVOKE ALL ON FUNCTION public.f_plpgsql(text) FROM r_app; GRANT EXECUTE ON FUNCTION public.f_plpgsql(text) TO r_app;
-- eq_grant_and_revoke
GRANT DELETE ON public.orders TO r_app; REVOKE DELETE ON public.orders FROM r_app;
-- eq_table_rename_and_back
ALTER TABLE public.cyc RENAME TO cyc9; ALTER TABLE public.cyc9 RENAME TO cyc;
-- eq_comment_again
COMMENT ON TABLE public.users IS 'users table';
-- eq_trigger_columns_order
DROP TRIGGER t_when ON public.users; CREATE TRIGGER t_when BEFORE UPDATE OF email, status ON public.users FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status AND new.status IN ('a','b')) EXECUTE FUNCTION public.f_trg('arg1','it''s'); COMMENT ON TRIGGER t_when ON public.users IS 'trg';
-- eq_default_set_again
ALTER TABLE public.users ALTER COLUMN score SET DEFAULT 0;
-- eq_sequence_set_to_itself
SELECT setval('public.orders_id_seq', last_value, is_called) FROM public.orders_id_seq;
-- eq_subscription_of_another_database
\connect postgres \\ CREATE SUBSCRIPTION elsewhere CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false, slot_name = NONE, enabled = false);
-- undo DROP SUBSCRIPTION elsewhere
