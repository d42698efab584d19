from setuptools import find_packages, setup

setup(
    name='hearthd',
    version='1.0',
    description='Keeps homes warm',
    packages=find_packages(),
    entry_points={'console_scripts': ['hearthd-init-db = hearthd.init_db:main']},
)
