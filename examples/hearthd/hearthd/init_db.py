"""hearthd-init-db: makes the role, the database and the extension that the migrations expect."""

import argparse
import os
import pwd
import sys
import time

import psycopg2
from psycopg2 import sql

EXTENSIONS = ('unaccent',)


def main():
    args = _parse_args(sys.argv[1:])
    if args.user:
        os.setuid(pwd.getpwnam(args.user).pw_uid)

    connection = _connect('postgres')
    connection.autocommit = True
    with connection.cursor() as cursor:
        _create_role(cursor, args.owner, args.password)
        _create_database(cursor, args.db, args.owner)
    connection.close()

    connection = _connect(args.db)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(
                sql.SQL('CREATE EXTENSION IF NOT EXISTS {}').format(sql.Identifier(extension))
            )
    connection.close()


def _parse_args(argv):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--user', help='system user that is a superuser of the database server')
    parser.add_argument('--db', default='hearthd', help='database to make')
    parser.add_argument('--owner', default='hearthd', help='role to make, owner of the database')
    parser.add_argument('--password', default='Secr7t', help='password of that role')
    return parser.parse_args(argv)


def _connect(database, attempts=40):
    for attempt in range(1, attempts + 1):
        try:
            return psycopg2.connect(dbname=database)
        except psycopg2.OperationalError:
            if attempt == attempts:
                raise
            time.sleep(0.25)


def _create_role(cursor, name, password):
    cursor.execute('SELECT FROM pg_roles WHERE rolname = %s', (name,))
    if cursor.fetchone() is None:
        role = sql.Identifier(name)
        cursor.execute(sql.SQL('CREATE ROLE {} LOGIN PASSWORD %s').format(role), (password,))


def _create_database(cursor, name, owner):
    cursor.execute('SELECT FROM pg_database WHERE datname = %s', (name,))
    if cursor.fetchone() is None:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(owner)
            )
        )


if __name__ == '__main__':
    main()
