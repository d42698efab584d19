-- Rewrites that change nothing, of what PostgreSQL 16 can do and 15 cannot, in the form of equivalents.sql.
-- eq_number_in_other_digits
ALTER TABLE public.numbers ALTER COLUMN n SET DEFAULT 31, ALTER COLUMN m SET DEFAULT 1000;
-- eq_storage_by_name
ALTER TABLE public.orders ALTER COLUMN code SET STORAGE MAIN; ALTER TABLE public.orders ALTER COLUMN code SET STORAGE DEFAULT;
