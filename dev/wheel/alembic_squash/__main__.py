from alembic_squash import main

main()
