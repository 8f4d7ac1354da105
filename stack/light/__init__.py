"""Rasa without what this assistant never uses.

Rasa 3.6 imports TensorFlow, every chat service's client and every component at start, used or not. Here each is left
out of the environment or imported only when it is named: `stand_ins.py` answers the imports of what is not installed,
`components.py` and `channels.py` replace Rasa's two eager lists, `changes.py` takes needless costs out of each message.
`imports.py` puts these in place and is called when Python starts, by a line in the environment's `clinic.pth` (written
by `stack/setup.py`). What it brings is measured by `make bench`.
"""
