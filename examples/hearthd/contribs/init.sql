-- What hearthd-init-db makes in the empty database before the first migration
CREATE EXTENSION IF NOT EXISTS unaccent;
