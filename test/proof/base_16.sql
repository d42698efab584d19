-- What PostgreSQL 16 can do and 15 cannot.
GRANT r_other TO r_app WITH INHERIT TRUE, SET FALSE;
CREATE TABLE public.kept (v text STORAGE MAIN);
CREATE VIEW public.v_16 AS SELECT j IS JSON OBJECT AS is_object, JSON_ARRAYAGG(i) OVER () AS all_i, JSON_OBJECT('k' VALUE i ABSENT ON NULL) AS o, any_value(v) OVER () AS any_v FROM public.dep;
CREATE TABLE public.numbers (n integer DEFAULT 0x1F, m numeric DEFAULT 1_000);
