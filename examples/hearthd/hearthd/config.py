"""What hearthd reads from its configuration file, and what holds without one."""

import configparser
from pathlib import Path

CONFIG_FILE = Path('/etc/hearthd/hearthd.conf')
DEFAULTS = {
    'db_uri': 'postgresql://hearthd:Secr7t@localhost/hearthd',
    'rest_port': '9340',
}


def load_config(path=CONFIG_FILE):
    """The settings of the section [hearthd] over the defaults."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_dict({'hearthd': DEFAULTS})
    parser.read(path)
    return dict(parser['hearthd'])
