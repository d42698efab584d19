-- Rewrites that change nothing, of what PostgreSQL 17 can do and 16 cannot, in the form of equivalents.sql.
-- eq_access_method_of_partitioned_and_back
ALTER TABLE public.parts_am SET ACCESS METHOD DEFAULT; ALTER TABLE public.parts_am SET ACCESS METHOD heap2;
-- eq_maintain_and_back
GRANT MAINTAIN ON public.users TO r_app; REVOKE MAINTAIN ON public.users FROM r_app;
-- eq_expression_set_again
ALTER TABLE public.users ALTER COLUMN full_name SET EXPRESSION AS (upper((email)::text) || '-' || (status)::text);
