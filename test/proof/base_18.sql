-- What PostgreSQL 18 can do and 17 cannot.
CREATE TABLE public.virt (a integer, s text, twice integer GENERATED ALWAYS AS (a * 2), kept integer GENERATED ALWAYS AS (a * 3) STORED);
CREATE TABLE public.nn (a integer CONSTRAINT nn_a_present NOT NULL, b integer, c integer CONSTRAINT nn_c_here NOT NULL NO INHERIT, d integer);
ALTER TABLE public.nn ADD CONSTRAINT nn_b_someday NOT NULL b NOT VALID;
COMMENT ON CONSTRAINT nn_a_present ON public.nn IS 'must be there';
CREATE TABLE public.nn_child (e integer) INHERITS (public.nn);
CREATE TABLE public.nn_parts (id integer CONSTRAINT nn_parts_id_there NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE public.nn_parts_1 PARTITION OF public.nn_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE public.booking (id integer, during daterange, price numeric, CONSTRAINT booking_pk PRIMARY KEY (id, during WITHOUT OVERLAPS), CONSTRAINT booking_price CHECK (price > 0) NOT ENFORCED);
CREATE TABLE public.booking_part (id integer, during daterange, other integer, who bigint, CONSTRAINT booking_part_fk FOREIGN KEY (id, PERIOD during) REFERENCES public.booking (id, PERIOD during));
ALTER TABLE public.booking_part ADD CONSTRAINT booking_part_who FOREIGN KEY (who) REFERENCES public.users (id) NOT ENFORCED;
CREATE TABLE public.booking_log (id integer, during daterange, CONSTRAINT booking_log_uq UNIQUE (id, during WITHOUT OVERLAPS));
CREATE TABLE public.part_fk (id integer, who bigint) PARTITION BY LIST (id);
ALTER TABLE public.part_fk ADD CONSTRAINT part_fk_who FOREIGN KEY (who) REFERENCES public.users (id) NOT VALID;
CREATE TABLE public.part_fk_1 PARTITION OF public.part_fk FOR VALUES IN (1);
CREATE PUBLICATION pub_generated FOR TABLE public.dep WITH (publish_generated_columns = stored);
CREATE COLLATION public.fold (provider = builtin, locale = 'PG_UNICODE_FAST');
CREATE FOREIGN TABLE public.ft_like (LIKE public.nn INCLUDING ALL) SERVER srv OPTIONS (table_name 'r2');
